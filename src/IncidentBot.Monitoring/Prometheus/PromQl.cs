using System.Globalization;
using System.Text;

namespace IncidentBot.Monitoring.Prometheus;

/// <summary>Writes pieces of PromQL, so that no value can become anything but a value.</summary>
internal static class PromQl
{
    /// <summary>A value between double quotes, as prometheus.io/docs/prometheus/latest/querying/basics#string-literals has it.</summary>
    public static string Quoted(string value) => $"\"{Escaped(value)}\"";

    /// <summary>What stands between the quotes.</summary>
    public static string Escaped(string value)
    {
        var text = new StringBuilder(value.Length + 8);
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '\\' => "\\\\",
                '"' => "\\\"",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' or '\u007f' => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => c.ToString(),
            });
        }

        return text.ToString();
    }

    /// <summary>Matchers with commas between, as they stand in braces; each is one value, never a pattern.</summary>
    public static string Matchers(IEnumerable<KeyValuePair<string, string>> labels) =>
        string.Join(',', labels.Select(label => $"{label.Key}={Quoted(label.Value)}"));

    /// <summary>
    /// Puts what is known into a query: <c>$labels</c> are the matchers, <c>$service</c> is the name for between quotes, <c>$interval</c>
    /// is over how long a rate is taken. What is put in is not read again.
    /// </summary>
    public static string Fill(string query, string matchers, string service, TimeSpan interval)
    {
        (string Name, string Value)[] known =
        [
            ("$labels", matchers), ("$service", Escaped(service)), ("$interval", Seconds(interval) + "s"),
        ];
        var text = new StringBuilder(query.Length + matchers.Length);
        for (var at = 0; at < query.Length;)
        {
            var found = query[at] == '$' ? Array.Find(known, one => IsAt(query, at, one.Name)) : default;
            text.Append(found.Name is null ? query[at].ToString() : found.Value);
            at += found.Name?.Length ?? 1;
        }

        return text.ToString();
    }

    /// <summary>Whole seconds.</summary>
    public static string Seconds(TimeSpan span) => ((long)span.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static bool IsAt(string query, int at, string name) =>
        string.CompareOrdinal(query, at, name, 0, name.Length) == 0
            && (at + name.Length == query.Length || !IsOfName(query[at + name.Length]));

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
