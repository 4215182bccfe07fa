using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Host.Posting;

/// <summary>A refusal that a program can read, as <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What is wrong, in a sentence.</param>
/// <param name="Errors">A sentence for each field that is wrong; null: it is about no field.</param>
internal sealed record ProblemAnswer(int Status, string Title, IReadOnlyDictionary<string, string>? Errors = null)
{
    /// <summary>Answers with it.</summary>
    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        return context.Response.WriteAsJsonAsync(
            this, PostingJson.Default.ProblemAnswer, "application/problem+json", context.RequestAborted);
    }

    /// <summary>Answers with it, and says when to come again.</summary>
    public Task WriteAsync(HttpContext context, TimeSpan retryAfter)
    {
        context.Response.Headers.RetryAfter =
            Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return WriteAsync(context);
    }
}

/// <summary>What a program is told of a change that is kept.</summary>
/// <param name="Id">The change's id.</param>
internal sealed record KeptAnswer(string Id);

/// <summary>How answers are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(KeptAnswer))]
internal sealed partial class PostingJson : JsonSerializerContext;
