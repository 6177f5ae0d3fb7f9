using Dashboard.Ui;
using Microsoft.AspNetCore.Authorization;

namespace Dashboard.SignIn;

/// <summary>A role that sees pages; a wall display gets its one page and the circuit behind it.</summary>
internal sealed class ViewRequirement : IAuthorizationRequirement;

internal sealed class ViewHandler(Access access) : AuthorizationHandler<ViewRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ViewRequirement requirement)
    {
        var permission = context.Resource is HttpContext http && IsForWalls(http.Request) ? Permission.Watch : Permission.View;
        if (access.Refusal(context.User, permission) is null)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool IsForWalls(HttpRequest request) =>
        (request.Path == Urls.Fleet && request.Query.ContainsKey("wall")) || request.Path.StartsWithSegments("/_blazor");
}
