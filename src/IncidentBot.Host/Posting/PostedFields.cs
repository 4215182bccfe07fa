using System.Globalization;
using System.Text.Json;

namespace IncidentBot.Host.Posting;

/// <summary>Reads the fields of a posted object, and collects one sentence for each that is wrong.</summary>
internal sealed class PostedFields(JsonElement posted)
{
    // K would also take a time without a zone.
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mmzzz"];

    private readonly SortedDictionary<string, string> problems = new(StringComparer.Ordinal);

    /// <summary>What is wrong, by field; empty: nothing.</summary>
    public IReadOnlyDictionary<string, string> Problems => problems;

    /// <summary>Says that a field is wrong; only the first sentence of each counts.</summary>
    public void Refuse(string field, string sentence) => problems.TryAdd(field, sentence);

    /// <summary>A text in one line; null: it is missing, empty or wrong.</summary>
    public string? Line(string field, int longest, bool isNeeded = false) => Text(field, longest, isNeeded, isOneLine: true);

    /// <summary>A text that may have several lines; null: it is missing, empty or wrong.</summary>
    public string? Text(string field, int longest) => Text(field, longest, isNeeded: false, isOneLine: false);

    /// <summary>One of some words; null: it is missing or none of them.</summary>
    public T? Word<T>(string field, bool isNeeded)
        where T : struct, Enum
    {
        if (Line(field, longest: 50, isNeeded) is not { } word)
            return null;
        if (Language.Words.TryParse<T>(word.Replace('_', '-'), out var read))
            return read;

        Refuse(field, $"{field} must be one of {string.Join(", ", Language.Words.All<T>())}.");
        return null;
    }

    /// <summary>An address; null: it is missing or wrong.</summary>
    public Uri? Address(string field, int longest)
    {
        if (Line(field, longest) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && Changes.ServiceChange.MayShow(address))
            return address;

        Refuse(field, $"{field} must be an address that begins with https:// or http://, without a name or password before the host.");
        return null;
    }

    /// <summary>An instant with its zone; null: it is missing or wrong.</summary>
    public DateTimeOffset? Instant(string field)
    {
        if (Line(field, longest: 50) is not { } text)
            return null;

        var zoned = text.EndsWith('Z') ? text[..^1] + "+00:00" : text;
        if (DateTimeOffset.TryParseExact(zoned, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
            return read.ToUniversalTime();

        Refuse(field, $"{field} must be a time with its zone, such as 2026-03-02T15:58:00Z or 2026-03-02T16:58:00+01:00.");
        return null;
    }

    /// <summary>A list of one-line texts; empty: it is missing or wrong.</summary>
    public IReadOnlyList<string> Lines(string field, int most, int longest)
    {
        if (Value(field) is not { } value)
            return [];
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > most)
        {
            Refuse(field, string.Create(CultureInfo.InvariantCulture, $"{field} must be a list of at most {most} paths."));
            return [];
        }

        var read = value.EnumerateArray().Select(static one => one.ValueKind == JsonValueKind.String ? Clean(one, isOneLine: true) : null)
            .ToList();
        if (read.TrueForAll(one => one is { Length: > 0 } && one.Length <= longest))
            return [.. read.OfType<string>()];

        Refuse(field, string.Create(CultureInfo.InvariantCulture, $"Each of {field} must be a path of at most {longest} characters."));
        return [];
    }

    private string? Text(string field, int longest, bool isNeeded, bool isOneLine)
    {
        var value = Value(field);
        if (value is { ValueKind: not JsonValueKind.String })
            Refuse(field, $"{field} must be a text.");
        else if (value is { } given && Clean(given, isOneLine) is not { } _)
            Refuse(
                field, isOneLine ? $"{field} must be one line of readable characters." : $"{field} must be readable characters.");
        else if (value is { } text && Clean(text, isOneLine)!.Length > longest)
            Refuse(field, string.Create(CultureInfo.InvariantCulture, $"{field} may have at most {longest} characters."));
        else if (value is { } words && Clean(words, isOneLine) is { Length: > 0 } clean)
            return clean;
        else if (isNeeded)
            Refuse(field, $"{field} is missing.");
        return null;
    }

    private JsonElement? Value(string field) =>
        posted.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    // Null: half characters, control characters, or those that turn the direction of other people's text.
    private static string? Clean(JsonElement value, bool isOneLine)
    {
        try
        {
            var text = value.GetString()!.Trim();
            var lines = isOneLine ? [text] : text.Replace('\t', ' ').Split('\n');
            return lines.All(line => Language.OneLine.Of(line, line.Length + 1) == line.Trim()) ? string.Join('\n', lines) : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
