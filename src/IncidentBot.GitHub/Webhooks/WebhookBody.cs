using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace IncidentBot.GitHub.Webhooks;

/// <summary>Takes the JSON out of a webhook's body, which GitHub sends by itself or as the form field <c>payload</c>.</summary>
internal static class WebhookBody
{
    private const string JsonType = "application/json";
    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>Whether a body of this type is read.</summary>
    public static bool IsReadable(string? contentType) => TypeOf(contentType) is JsonType or FormType;

    /// <summary>The JSON.</summary>
    /// <exception cref="InvalidDataException">The form can't be read, or has no payload.</exception>
    public static byte[] JsonOf(string? contentType, byte[] body)
    {
        if (TypeOf(contentType) != FormType)
            return body;

        using var form = new FormReader(Encoding.UTF8.GetString(body)) { ValueLengthLimit = WebhookGate.Limit };
        return form.ReadForm().TryGetValue("payload", out var values) && values is [{ } payload]
            ? Encoding.UTF8.GetBytes(payload)
            : throw new InvalidDataException("The form has no payload.");
    }

    /// <summary>The action of an event; null: it has none.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static string? ActionOf(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("It is no object.");

        string? action = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isAction = reader.ValueTextEquals("action");
            reader.Read();
            if (isAction && reader.TokenType == JsonTokenType.String)
                action = reader.GetString();
            reader.Skip();
        }

        return action;
    }

    private static string? TypeOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) ? type.MediaType.ToString().ToLowerInvariant() : null;
}
