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
        var warning = RequestReader.WarningAbout(context.Request);
        await runner.RunAsync(context, name, arguments.DeepClone(), () => Act(method, token, arguments, unreadable, warning));
    }

    private CallAnswer Act(ApiMethod? method, string? token, JsonObject arguments, SlackRefusal? unreadable, string? warning)
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
        if (warning is not null) Warn(answer, warning);
        var result = CallAnswer.FromJson(answer);
        if (token == secrets.BotToken) result.Headers["X-OAuth-Scopes"] = string.Join(',', scopes);
        if (method is not null) result.Headers["X-Accepted-OAuth-Scopes"] = string.Join(',', method.AcceptedScopes);
        return result;
    }

    private static void Warn(JsonObject answer, string warning)
    {
        answer["warning"] = answer["warning"] is { } already ? $"{already},{warning}" : warning;
        if (answer["response_metadata"] is not JsonObject metadata) answer["response_metadata"] = metadata = [];
        if (metadata["warnings"] is not JsonArray warnings) metadata["warnings"] = warnings = [];
        warnings.Add(warning);
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
