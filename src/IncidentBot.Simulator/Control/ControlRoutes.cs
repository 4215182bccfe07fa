using System.Text.Json.Nodes;
using IncidentBot.Simulator.WebApi;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Control;

/// <summary>
/// How every control route answers: 200 with the result or with what Slack would refuse, 400 with what was not understood.
/// </summary>
internal static class ControlRoutes
{
    public static void Command(
        this IEndpointRouteBuilder routes, string path, Func<ControlRequest, CancellationToken, Task<JsonObject>> act) =>
        routes.MapPost("/sim/" + path, Answering(context => ActAsync(context, act)));

    public static void Command(this IEndpointRouteBuilder routes, string path, Func<ControlRequest, JsonObject> act) =>
        routes.Command(path, (request, _) => Task.FromResult(act(request)));

    public static void Query(this IEndpointRouteBuilder routes, string path, Func<HttpContext, JsonNode> read) =>
        routes.MapGet("/sim/" + path, Answering(context => Task.FromResult(read(context))));

    public static JsonObject Ok(params (string Name, JsonNode? Value)[] fields)
    {
        var answer = new JsonObject { ["ok"] = true };
        foreach (var (name, value) in fields) answer[name] = value;
        return answer;
    }

    /// <summary>Writes what <paramref name="act"/> returns or refuses.</summary>
    public static RequestDelegate Answering(Func<HttpContext, Task<JsonNode>> act) => context => AnswerAsync(context, act);

    private static async Task AnswerAsync(HttpContext context, Func<HttpContext, Task<JsonNode>> act)
    {
        JsonNode answer;
        try
        {
            answer = await act(context);
        }
        catch (SlackRefusal refusal)
        {
            answer = refusal.ToJson();
        }
        catch (MalformedRequest malformed)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            answer = new JsonObject { ["ok"] = false, ["error"] = malformed.Message };
        }
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(answer.ToJsonString(WireJson.Writing), context.RequestAborted);
    }

    private static async Task<JsonNode> ActAsync(HttpContext context, Func<ControlRequest, CancellationToken, Task<JsonObject>> act) =>
        await act(await ReadAsync(context), context.RequestAborted);

    private static async Task<ControlRequest> ReadAsync(HttpContext context)
    {
        try
        {
            return new ControlRequest(await RequestReader.ReadJsonAsync(context.Request, context.RequestAborted));
        }
        catch (SlackRefusal)
        {
            throw new MalformedRequest("The body must be a JSON object.");
        }
    }
}
