using System.Net;
using System.Text.Json.Nodes;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>What the local GitHub answered.</summary>
internal sealed record GitHubAnswer(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string Message => Json["message"]!.ToString();

    public JsonArray List => Json.AsArray();

    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    public int Number(string header) => int.Parse(Header(header), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The words of each error, as <c>resource.field code value</c>.</summary>
    public IEnumerable<string> Errors => Json["errors"]!.AsArray().Select(e => $"{e!["resource"]}.{e["field"]} {e["code"]} {e["value"] ?? e["message"]}".Trim());
}

/// <summary>Calls the local GitHub over HTTP with a token, as a client of ours would.</summary>
internal sealed class GitHubCaller(LocalWorkspace workspace, string? token = GitHubCaller.AnyToken)
{
    public const string AnyToken = "ghp_anything";
    public const string Repo = "/repos/acme/checkout";

    /// <summary>A repository with a first commit of two files on main.</summary>
    public static async Task<GitHubCaller> WithHistoryAsync(LocalWorkspace workspace)
    {
        var caller = new GitHubCaller(workspace);
        await workspace.DoAsync("github/repositories", new JsonObject { ["repository"] = "acme/checkout" });
        await caller.MustAsync("PUT", Repo + "/contents/README.md", File("# Checkout\n", "First"));
        await caller.MustAsync("PUT", Repo + "/contents/config/cache.yaml", File("maxmemory: 1gb\n", "Second"));
        return caller;
    }

    public static JsonObject File(string content, string message, string? sha = null, string? branch = null)
    {
        var body = new JsonObject { ["message"] = message, ["content"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(content)) };
        if (sha is not null) body["sha"] = sha;
        if (branch is not null) body["branch"] = branch;
        return body;
    }

    public Task<GitHubAnswer> GetAsync(string path, string? etag = null, string? accept = null) => SendAsync("GET", path, null, etag, accept);

    public async Task<GitHubAnswer> MustAsync(string verb, string path, JsonNode? body = null)
    {
        var answer = await SendAsync(verb, path, body);
        Assert.True((int)answer.Status < 300, $"{verb} {path}: {(int)answer.Status} {answer.Text}");
        return answer;
    }

    public async Task<GitHubAnswer> SendAsync(string verb, string path, JsonNode? body = null, string? etag = null, string? accept = null)
    {
        var address = path.StartsWith("http", StringComparison.Ordinal) ? path : "/github" + path;
        using var request = new HttpRequestMessage(new HttpMethod(verb), address);
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (body is not null) request.Content = LocalWorkspace.Json(body);
        using var response = await workspace.Http.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        return new GitHubAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }
}
