using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Recording;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.WebApi;

/// <summary>What a call is answered with: status, body and whether it worked.</summary>
internal sealed record CallAnswer(int Status, string Body, string ContentType, bool Ok, string? Error)
{
    /// <summary>The body where it is no text; null: it is.</summary>
    public byte[]? Bytes { get; init; }

    public Dictionary<string, string> Headers { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    public static CallAnswer FromJson(JsonObject json) => new(
        StatusCodes.Status200OK, json.ToJsonString(WireJson.Writing), "application/json; charset=utf-8", json["ok"]!.GetValue<bool>(),
        json["error"]?.GetValue<string>());
}

/// <summary>Runs a call of the app through the journal and the faults.</summary>
internal sealed class CallRunner(Journal journal, FaultBoard faults)
{
    // What stands in front of Slack answers in HTML when Slack itself does not.
    private const string ErrorPage = "<!DOCTYPE html><html><head><title>Server Error</title></head><body>Server Error</body></html>";

    /// <summary>Journals the call, applies a fault if one is set, and writes the answer of <paramref name="act"/>.</summary>
    public async Task RunAsync(HttpContext context, string method, JsonNode? arguments, Func<CallAnswer> act)
    {
        var started = TimeProvider.System.GetTimestamp();
        var entry = journal.Incoming(method, arguments);
        var fault = faults.TakeForMethod(method, arguments);
        CallAnswer? answer = null;
        var sent = false;
        try
        {
            if (fault is not null)
            {
                await fault.DelayAsync(context.RequestAborted);
                await fault.HoldAsync(Hold.Before, static () => { }, context.RequestAborted);
            }
            answer = fault is { Refuses: true } ? Refusal(method, fault) : act();
            if (fault is not null) await fault.HoldAsync(Hold.After, static () => { }, context.RequestAborted);
            // The journal is complete before the caller can know the answer.
            sent = fault is not { DropResponse: true };
            journal.Complete(entry, sent ? answer.Status : 0, answer.Ok, answer.Error, Elapsed(started));
            if (sent) await WriteAsync(context, answer);
            else context.Abort();
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            if (!sent) journal.Complete(entry, 0, answer?.Ok ?? false, answer is null ? "caller_gone" : answer.Error, Elapsed(started));
        }
    }

    private static async Task WriteAsync(HttpContext context, CallAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        if (answer.Status is StatusCodes.Status304NotModified or StatusCodes.Status204NoContent) return;
        context.Response.ContentType = answer.ContentType;
        if (answer.Bytes is { } bytes) await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        else await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static CallAnswer Refusal(string method, Fault fault)
    {
        var status = fault.Status ?? (fault.RetryAfter is null ? StatusCodes.Status200OK : StatusCodes.Status429TooManyRequests);
        var error = fault.Error ?? (status == StatusCodes.Status429TooManyRequests ? "ratelimited" : null);
        var answer = method.StartsWith("github.", StringComparison.Ordinal)
            ? GitHubRefusal(status, error)
            : method.StartsWith("prometheus.", StringComparison.Ordinal) && error is not null
            ? PrometheusRefusal(status, error)
            : error is not null
                ? CallAnswer.FromJson(new JsonObject { ["ok"] = false, ["error"] = error }) with { Status = status }
                : new CallAnswer(status, ErrorPage, "text/html; charset=utf-8", Ok: false, Error: null);
        if (fault.RetryAfter is { } seconds) answer.Headers["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture);
        return answer with { Error = answer.Error ?? $"http_{status.ToString(CultureInfo.InvariantCulture)}" };
    }

    private static CallAnswer GitHubRefusal(int status, string? error)
    {
        var body = new JsonObject { ["message"] = error ?? "Server Error", ["documentation_url"] = "https://docs.github.com/rest" };
        return new CallAnswer(status, body.ToJsonString(WireJson.Writing), "application/json; charset=utf-8", Ok: false, error);
    }

    // The error stands behind its kind: "timeout: query timed out in expression evaluation".
    private static CallAnswer PrometheusRefusal(int status, string error)
    {
        var parts = error.Split(": ", 2);
        var body = new JsonObject { ["status"] = "error", ["errorType"] = parts[0], ["error"] = parts[^1] };
        return new CallAnswer(status, body.ToJsonString(WireJson.Writing), "application/json", Ok: false, error);
    }

    private static double Elapsed(long started) => TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
}
