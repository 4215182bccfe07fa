using System.Globalization;
using System.Text;

namespace IncidentBot.Host.Terminals;

/// <summary>Keeps people's words from steering the terminal that shows them, or turning the direction of the text around.</summary>
internal static class TerminalText
{
    /// <summary>Whether a character commands a terminal or turns the direction of text; line breaks and tabs are neither.</summary>
    public static bool IsUnsafe(char one) =>
        (char.IsControl(one) && one is not ('\n' or '\t'))
        || one is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
            or '\u2028' or '\u2029';

    /// <summary>The text without such characters.</summary>
    public static string Strip(string text) =>
        text.Any(IsUnsafe) ? string.Concat(text.Where(one => !IsUnsafe(one))) : text;

    /// <summary>The same in one line.</summary>
    public static string Line(string text) => Strip(text.Replace(Environment.NewLine, " ", StringComparison.Ordinal).Replace('\n', ' '));

    /// <summary>JSON with such characters as their escapes: it says the same.</summary>
    public static string EscapeInJson(string json)
    {
        if (!json.Any(IsUnsafe))
            return json;

        var escaped = new StringBuilder(json.Length);
        foreach (var one in json)
        {
            if (IsUnsafe(one) && one != '\r')
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)one:x4}");
            else
                escaped.Append(one);
        }

        return escaped.ToString();
    }
}
