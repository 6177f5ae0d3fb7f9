using System.Collections.Immutable;
using Dashboard.Metrics;
using Dashboard.Metrics.Changes;

namespace Dashboard.Rollback.Suspects;

/// <summary>What is asked of CloudWatch only when a deployment is suspected.</summary>
/// <param name="WeekBefore">The hours around the beginning, seven days earlier; null where they could not be read.</param>
/// <param name="Zones">Requests and errors since the beginning, by Availability Zone; empty where there is one zone only or they could not be read.</param>
internal sealed record Suspicion(ServiceSeries? WeekBefore, ImmutableSortedDictionary<string, ImmutableArray<ObservedErrors>> Zones);
