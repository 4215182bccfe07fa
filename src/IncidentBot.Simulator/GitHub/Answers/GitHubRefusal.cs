using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.GitHub.Answers;

/// <summary>What GitHub refuses, as JSON (docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api).</summary>
internal sealed class GitHubRefusal(int status, string message) : Exception(message)
{
    private const string Documentation = "https://docs.github.com/rest";

    public int Status { get; } = status;

    /// <summary>What is wrong with which field; empty: nothing is said of fields.</summary>
    public IReadOnlyList<JsonObject> Errors { get; init; } = [];

    public Dictionary<string, string> Headers { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where it is now; null: not elsewhere.</summary>
    public string? Location { get; init; }

    public static GitHubRefusal NotFound(string message = "Not Found") => new(StatusCodes.Status404NotFound, message);

    public static GitHubRefusal Forbidden(string message) => new(StatusCodes.Status403Forbidden, message);

    public static GitHubRefusal Conflict(string message) => new(StatusCodes.Status409Conflict, message);

    public static GitHubRefusal Unprocessable(string message) => new(StatusCodes.Status422UnprocessableEntity, message);

    /// <summary>422 because a field is missing.</summary>
    public static GitHubRefusal Missing(string field) => Unprocessable($"Invalid request.\n\n\"{field}\" wasn't supplied.");

    /// <summary>422 because a field is of another kind.</summary>
    public static GitHubRefusal WrongKind(string field, JsonNode? value, string kind) =>
        Unprocessable($"Invalid request.\n\nFor 'properties/{field}', {value?.ToJsonString() ?? "nil"} is not {kind}.");

    /// <summary>
    /// 422 with what is wrong in which field: <c>missing</c>, <c>missing_field</c>, <c>invalid</c>, <c>already_exists</c>.
    /// </summary>
    public static GitHubRefusal Invalid(string resource, string code, string field, JsonNode? value = null)
    {
        var error = new JsonObject { ["resource"] = resource, ["code"] = code, ["field"] = field };
        if (value is not null) error["value"] = value.DeepClone();
        return new GitHubRefusal(StatusCodes.Status422UnprocessableEntity, "Validation Failed") { Errors = [error] };
    }

    /// <summary>422 with a sentence of its own.</summary>
    public static GitHubRefusal Custom(string resource, string sentence, string? field = null)
    {
        var error = new JsonObject { ["resource"] = resource, ["code"] = "custom", ["message"] = sentence };
        if (field is not null) error["field"] = field;
        return new GitHubRefusal(StatusCodes.Status422UnprocessableEntity, "Validation Failed") { Errors = [error] };
    }

    public JsonObject ToJson()
    {
        var body = new JsonObject { ["message"] = Message };
        if (Location is not null) body["url"] = Location;
        if (Errors.Count > 0) body["errors"] = new JsonArray([.. Errors.Select(e => (JsonNode)e.DeepClone())]);
        body["documentation_url"] = Documentation;
        if (Location is null) body["status"] = Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return body;
    }
}
