using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.WebApi;

/// <summary><c>/api/{method}</c>: checks the token and its scopes, and lets the method act under the workspace's lock.</summary>
internal sealed class WebApiEndpoint(SlackServices slack, CallRunner runner, IReadOnlyCollection<string> scopes, AppSecrets secrets)
{
    public async Task HandleAsync(HttpContext context, string name)
    {
        var method = MethodTable.Find(name);
        if (method is { IsWrite: true } && !HttpMethods.IsPost(context.Request.Method))
        {
            // A page of another site can have a browser send a GET without anybody noticing.
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = HttpMethods.Post;
            return;
        }

        JsonObject arguments = [];
        string? token = null;
        SlackRefusal? unreadable = null;
        try
        {
            (arguments, token) = await RequestReader.ReadAsync(context.Request, method?.TakesJson ?? true, context.RequestAborted);
        }
        catch (SlackRefusal refusal)
        {
            unreadable = refusal;
            token = RequestReader.BearerToken(context.Request);
        }
        await runner.RunAsync(context, name, arguments.DeepClone(), () => Act(method, token, arguments, unreadable));
    }

    private CallAnswer Act(ApiMethod? method, string? token, JsonObject arguments, SlackRefusal? unreadable)
    {
        JsonObject answer;
        try
        {
            if (method is null) throw new SlackRefusal("unknown_method");
            Authorize(method, token);
            if (unreadable is not null) throw unreadable;
            lock (slack.Workspace.Gate) answer = method.Handle(new MethodCall(slack, method, new MethodArguments(arguments), scopes));
        }
        catch (SlackRefusal refusal)
        {
            answer = refusal.ToJson();
        }
        var result = CallAnswer.FromJson(answer);
        if (token == secrets.BotToken) result.Headers["X-OAuth-Scopes"] = string.Join(',', scopes);
        if (method is not null) result.Headers["X-Accepted-OAuth-Scopes"] = string.Join(',', method.AcceptedScopes);
        return result;
    }

    private void Authorize(ApiMethod method, string? token)
    {
        if (method.Anonymous && string.IsNullOrEmpty(token)) return;
        if (string.IsNullOrEmpty(token)) throw new SlackRefusal("not_authed");
        if (token == secrets.AppToken)
        {
            if (method.Name is "auth.test" or "api.test") return;
            throw new SlackRefusal("not_allowed_token_type");
        }

        if (token != secrets.BotToken) throw new SlackRefusal("invalid_auth");
        var accepted = method.AcceptedScopes;
        if (accepted.Count > 0 && !accepted.Any(s => scopes.Contains(s, StringComparer.Ordinal)))
            throw MethodCall.MissingScope(accepted, scopes);
    }
}
