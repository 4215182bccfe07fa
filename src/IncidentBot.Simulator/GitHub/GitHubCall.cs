using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.WebApi;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.GitHub;

/// <summary>One call to the local GitHub: its parameters, and how its answer is paged and tagged.</summary>
internal sealed class GitHubCall(HttpContext context, DateTimeOffset now)
{
    private const int Limit = 5000;

    /// <summary>The address of the API.</summary>
    public string Api { get; } = $"{context.Request.Scheme}://{context.Request.Host}/github";

    public string Route(string name) => (string)context.Request.RouteValues[name]!;

    public string? Query(string name) => context.Request.Query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text
        ? text
        : null;

    /// <summary>Whether a filter is not given, or equals the value.</summary>
    public bool Allows(string filter, string value) => Query(filter) is not { } wanted || wanted == value;

    public CallAnswer One(JsonObject body) => Tagged(body.ToJsonString(WireJson.Writing));

    /// <summary>One page of the list, with <c>Link</c> to the others.</summary>
    public CallAnswer Page<T>(IEnumerable<T> items, Func<T, JsonObject> shape)
    {
        var all = items.ToList();
        var answer = Tagged(new JsonArray([.. Slice(all).Select(i => (JsonNode)shape(i))]).ToJsonString(WireJson.Writing));
        var (page, size) = (Number("page", 1, int.MaxValue), Number("per_page", 30, 100));
        var last = Math.Max(1, (all.Count + size - 1) / size);
        var links = new List<string>();
        if (page > 1) links.Add(Link("prev", Math.Min(page - 1, last)));
        if (page < last) links.Add(Link("next", page + 1));
        if (page < last) links.Add(Link("last", last));
        if (page > 1) links.Add(Link("first", 1));
        if (links.Count > 0) answer.Headers["Link"] = string.Join(", ", links);
        return answer;
    }

    /// <summary>The items of the page that was asked for.</summary>
    public IEnumerable<T> Slice<T>(IReadOnlyCollection<T> all)
    {
        var (page, size) = (Number("page", 1, int.MaxValue), Number("per_page", 30, 100));
        return (long)(page - 1) * size >= all.Count ? [] : all.Skip((page - 1) * size).Take(size);
    }

    public static CallAnswer NotFound() => new(StatusCodes.Status404NotFound,
        new JsonObject
        {
            ["message"] = "Not Found",
            ["documentation_url"] = "https://docs.github.com/rest",
            ["status"] = "404",
        }.ToJsonString(),
        "application/json; charset=utf-8", Ok: false, Error: "Not Found");

    private CallAnswer Tagged(string body)
    {
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}\"";
        var known = context.Request.Headers.IfNoneMatch.Any(
            header => header?.Split(',', StringSplitOptions.TrimEntries).Contains(tag, StringComparer.Ordinal) == true);
        var answer = new CallAnswer(
            known ? StatusCodes.Status304NotModified : StatusCodes.Status200OK, known ? "" : body, "application/json; charset=utf-8",
            Ok: true, Error: null);
        answer.Headers["ETag"] = tag;
        answer.Headers["X-GitHub-Media-Type"] = "github.v3; format=json";
        answer.Headers["X-RateLimit-Limit"] = Limit.ToString(CultureInfo.InvariantCulture);
        answer.Headers["X-RateLimit-Remaining"] = (Limit - 1).ToString(CultureInfo.InvariantCulture);
        answer.Headers["X-RateLimit-Reset"] = now.AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    private string Link(string relation, int page)
    {
        var query = context.Request.Query.Where(q => q.Key != "page")
            .Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value.ToString())}")
            .Append(string.Create(CultureInfo.InvariantCulture, $"page={page}"));
        return $"<{Api}{context.Request.Path.Value!["/github".Length..]}?{string.Join('&', query)}>; rel=\"{relation}\"";
    }

    private int Number(string name, int otherwise, int max) =>
        int.TryParse(Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? Math.Min(number, max)
            : otherwise;
}
