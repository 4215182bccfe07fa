using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Access;
using IncidentBot.Simulator.WebApi;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.GitHub.Answers;

/// <summary>One call to the local GitHub: who calls, its parameters and body, and how its answer is paged and tagged.</summary>
internal sealed class GitHubCall(HttpContext context, string api, byte[] body)
{
    private const string Json = "application/json; charset=utf-8";
    private GitHubBody? read;

    /// <summary>The address of the API.</summary>
    public string Api { get; } = api;

    /// <summary>Who calls; known before the answer is made.</summary>
    public Identity Caller { get; set; } = Identity.Nobody;

    public string Login => Caller.Login ?? "";

    public GitHubBody Body => read ??= GitHubBody.Read(body);

    public string Method => context.Request.Method;

    public string? Authorization => context.Request.Headers.Authorization.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>The path behind the API's address.</summary>
    public string Path => context.Request.Path.Value!["/github".Length..];

    public string QueryString => context.Request.QueryString.Value ?? "";

    /// <summary>A part of the path; a slash in it may be written %2F.</summary>
    public string Route(string name) => Uri.UnescapeDataString((string?)context.Request.RouteValues[name] ?? "");

    public long Id(string name = "id") =>
        long.TryParse(Route(name), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw GitHubRefusal.NotFound();

    public string? Query(string name) => context.Request.Query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text
        ? text
        : null;

    public DateTimeOffset? QueryInstant(string name) => Query(name) is not { } text ? null : ControlText.ReadInstant(text)
        ?? throw GitHubRefusal.Unprocessable($"Invalid value for '{name}'");

    /// <summary>Whether a filter is not given, or equals the value.</summary>
    public bool Allows(string filter, string value) => Query(filter) is not { } wanted || wanted == value;

    /// <summary>Whether the answer is wanted in another form, such as <c>raw</c> or <c>diff</c>.</summary>
    public bool Wants(string form) => context.Request.Headers.Accept.ToString() is var accept
        && (accept.Contains($"github.{form}", StringComparison.Ordinal) || accept.Contains($".{form}", StringComparison.Ordinal));

    public CallAnswer One(JsonNode body) => Tagged(body.ToJsonString(WireJson.Writing));

    public static CallAnswer Done(int status, JsonNode body) =>
        new(status, body.ToJsonString(WireJson.Writing), Json, Ok: true, Error: null);

    /// <summary>201 with where it is now.</summary>
    public static CallAnswer Created(JsonObject body)
    {
        var answer = Done(StatusCodes.Status201Created, body);
        if (body["url"] is { } url) answer.Headers["Location"] = url.GetValue<string>();
        return answer;
    }

    public static CallAnswer Accepted(JsonObject body) => Done(StatusCodes.Status202Accepted, body);

    public static CallAnswer Nothing() => new(StatusCodes.Status204NoContent, "", Json, Ok: true, Error: null);

    public static CallAnswer Refused(GitHubRefusal refusal)
    {
        var answer = new CallAnswer(
            refusal.Status, refusal.ToJson().ToJsonString(WireJson.Writing), Json, Ok: false, refusal.Message)
        {
            Headers = refusal.Headers,
        };
        if (refusal.Location is { } elsewhere) answer.Headers["Location"] = elsewhere;
        return answer;
    }

    private static CallAnswer Plain(byte[] bytes, string type) =>
        new(StatusCodes.Status200OK, "", type, Ok: true, Error: null) { Bytes = bytes };

    /// <summary>An answer in the other form that was asked for, named as it was asked for.</summary>
    public CallAnswer As(string form, byte[] bytes)
    {
        var type = context.Request.Headers.Accept.SelectMany(a => a?.Split(',', StringSplitOptions.TrimEntries) ?? [])
            .FirstOrDefault(a => a.Contains($".{form}", StringComparison.Ordinal))?.Split(';')[0] ?? $"application/vnd.github.{form}";
        return Plain(bytes, type + "; charset=utf-8");
    }

    public CallAnswer Text(string text, string form) => As(form, Encoding.UTF8.GetBytes(text));

    /// <summary>One page of the list, with <c>Link</c> to the others.</summary>
    public CallAnswer Page<T>(IEnumerable<T> items, Func<T, JsonNode> shape)
    {
        var all = items as IReadOnlyCollection<T> ?? [.. items];
        return Linked(Tagged(new JsonArray([.. Slice(all).Select(shape)]).ToJsonString(WireJson.Writing)), all.Count);
    }

    /// <summary>One page of a list that comes with its count, such as workflow runs.</summary>
    public CallAnswer Counted<T>(string name, IEnumerable<T> items, Func<T, JsonNode> shape)
    {
        var all = items as IReadOnlyCollection<T> ?? [.. items];
        return Linked(
            One(new JsonObject { ["total_count"] = all.Count, [name] = new JsonArray([.. Slice(all).Select(shape)]) }), all.Count);
    }

    /// <summary>Adds the links to the other pages of a list.</summary>
    public CallAnswer Linked(CallAnswer answer, int count)
    {
        var (page, size) = (PageNumber, PageSize);
        var last = Math.Max(1, (count + size - 1) / size);
        var links = new List<string>();
        if (page > 1) links.Add(Link("prev", Math.Min(page - 1, last)));
        if (page < last) links.Add(Link("next", page + 1));
        if (page < last) links.Add(Link("last", last));
        if (page > 1) links.Add(Link("first", 1));
        if (links.Count > 0) answer.Headers["Link"] = string.Join(", ", links);
        return answer;
    }

    public int PageNumber => Number("page", 1, int.MaxValue);

    public int PageSize => Number("per_page", 30, 100);

    public bool IsPaged => Query("page") is not null || Query("per_page") is not null;

    /// <summary>The items of the page that was asked for.</summary>
    public IEnumerable<T> Slice<T>(IReadOnlyCollection<T> all) =>
        (long)(PageNumber - 1) * PageSize >= all.Count ? [] : all.Skip((PageNumber - 1) * PageSize).Take(PageSize);

    private CallAnswer Tagged(string text)
    {
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}\"";
        var known = HttpMethods.IsGet(Method) && context.Request.Headers.IfNoneMatch.Any(
            header => header?.Split(',', StringSplitOptions.TrimEntries).Any(t => t == "*" || Strong(t) == Strong(tag)) == true);
        var answer = new CallAnswer(
            known ? StatusCodes.Status304NotModified : StatusCodes.Status200OK, known ? "" : text, Json, Ok: true, Error: null);
        answer.Headers["ETag"] = tag;
        return answer;
    }

    private static string Strong(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;

    private string Link(string relation, int page)
    {
        var query = context.Request.Query.Where(q => q.Key != "page")
            .Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value.ToString())}")
            .Append(string.Create(CultureInfo.InvariantCulture, $"page={page}"));
        return $"<{Api}{Path}?{string.Join('&', query)}>; rel=\"{relation}\"";
    }

    private int Number(string name, int otherwise, int max) =>
        int.TryParse(Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? Math.Min(number, max)
            : otherwise;
}
