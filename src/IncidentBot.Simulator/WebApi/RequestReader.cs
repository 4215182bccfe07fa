using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;
using Microsoft.Net.Http.Headers;

namespace IncidentBot.Simulator.WebApi;

/// <summary>Reads what a client sent: the token, and the arguments from query, form or JSON.</summary>
internal static class RequestReader
{
    /// <summary>
    /// Arguments and token of a Web API call; <paramref name="takesJson"/> false ignores a JSON body, as such methods do.
    /// </summary>
    public static async Task<(JsonObject Arguments, string? Token)> ReadAsync(
        HttpRequest request, bool takesJson, CancellationToken cancellationToken)
    {
        var arguments = new JsonObject();
        foreach (var (name, value) in request.Query) arguments[name] = value.ToString();
        if (request.HasFormContentType)
        {
            var form = await ReadFormAsync(request, cancellationToken);
            foreach (var (name, value) in form) arguments[name] = value.ToString();
        }
        else if (request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
        {
            var body = await ReadJsonAsync(request, cancellationToken);
            if (takesJson)
                foreach (var (name, value) in body) arguments[name] = value?.DeepClone();
        }
        var token = arguments["token"]?.ToString();
        arguments.Remove("token");
        return (arguments, BearerToken(request) ?? token);
    }

    /// <summary>
    /// What Slack remarks about the content type of a call that it answers all the same; null: nothing. JSON should name its charset, a
    /// form need not (docs.slack.dev/reference/methods, the warnings of each).
    /// </summary>
    public static string? WarningAbout(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return null;
        var isForm = type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        var isMultipart = type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);
        if (isForm) return type.Charset.HasValue ? "superfluous_charset" : null;
        return isMultipart || type.Charset.HasValue ? null : "missing_charset";
    }

    public static string? BearerToken(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
    }

    public static async Task<JsonObject> ReadJsonAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(cancellationToken);
        if (text.Length == 0) return [];
        try
        {
            var node = JsonNode.Parse(text, documentOptions: WireJson.Reading);
            ReadEveryText(node);
            return node as JsonObject ?? throw new SlackRefusal("json_not_object");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw new SlackRefusal("invalid_json");
        }
    }

    /// <summary>Half of a surrogate pair is noticed only when the text is read; better here than later.</summary>
    private static void ReadEveryText(JsonNode? node)
    {
        if (node is JsonObject fields)
            foreach (var (_, value) in fields) ReadEveryText(value);
        else if (node is JsonArray items)
            foreach (var item in items) ReadEveryText(item);
        else if (node is JsonValue value)
            value.TryGetValue<string>(out _);
    }

    private static async Task<IFormCollection> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw new SlackRefusal("invalid_form_data");
        }
    }
}
