using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.WebApi;

/// <summary>Reads what a client sent: the token, and the arguments from query, form or JSON.</summary>
internal static class RequestReader
{
    /// <summary>Arguments and token of a Web API call; <paramref name="takesJson"/> false ignores a JSON body, as such methods do.</summary>
    public static async Task<(JsonObject Arguments, string? Token)> ReadAsync(HttpRequest request, bool takesJson, CancellationToken cancellationToken)
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
            // Reading a property finds duplicate names, which a node only notices later.
            var node = JsonNode.Parse(text, documentOptions: Wire.Reading);
            var value = node as JsonObject ?? throw new SlackRefusal("json_not_object");
            _ = value.Count;
            return value;
        }
        catch (Exception malformed) when (malformed is JsonException or ArgumentException)
        {
            throw new SlackRefusal("invalid_json");
        }
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
