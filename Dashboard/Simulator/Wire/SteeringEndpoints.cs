using System.Text.Json;

namespace Dashboard.Simulator.Wire;

/// <summary><c>/_simulator/…</c>: the ledger to read, the faults to set.</summary>
internal sealed class SteeringEndpoints(InjectedFaults faults, Ledger ledger)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Method, context.Request.Path.Value)
        {
            case ("GET", "/_simulator/ledger"): await context.Response.WriteAsJsonAsync(ledger.Entries, Json); break;
            case ("GET", "/_simulator/faults"): await context.Response.WriteAsJsonAsync(faults.All, Json); break;
            case ("POST", "/_simulator/faults"): await AddAsync(context); break;
            case ("DELETE", "/_simulator/faults"):
                faults.Clear();
                context.Response.StatusCode = 204;
                break;
            default:
                await RefuseAsync(context, 404, "Here are GET /_simulator/ledger, and GET, POST, DELETE /_simulator/faults.");
                break;
        }
    }

    private async Task AddAsync(HttpContext context)
    {
        try
        {
            var added = await JsonSerializer.DeserializeAsync<List<InjectedFault>>(context.Request.Body, Json, context.RequestAborted);
            faults.Add([.. added ?? []]);
            await context.Response.WriteAsJsonAsync(faults.All, Json);
        }
        catch (ArgumentException problem)
        {
            await RefuseAsync(context, 400, problem.Message);
        }
        catch (JsonException)
        {
            await RefuseAsync(context, 400, "The body must be a JSON array, as in [{\"operation\":\"ecs:UpdateService\",\"fault\":\"throttle\",\"probability\":1,\"count\":1}].");
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { message }, Json);
    }
}
