using System.Text.RegularExpressions;
using IncidentBot.Commands;

namespace IncidentBot.Incidents;

/// <summary>
/// Reads the words of <c>start</c>: options anywhere with two hyphens or the long dash that phones make of them, the rest is the title.
/// </summary>
internal static partial class StartWords
{
    public static Command Parse(string rest)
    {
        // A title in quotation marks is taken as it is, whatever it looks like.
        var quoted = Quoted().Match(rest);
        var title = quoted.Success ? quoted.Groups["options"].Value : rest;
        var flags = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (Flag().Match(title) is { Success: true } flag)
        {
            flags.Add(flag.Groups["name"].Value);
            title = Without(title, flag);
        }

        var severities = new List<string>();
        var services = new List<string>();
        while (Option().Match(title) is { Success: true } option)
        {
            var typed = option.Groups["value"].Value;
            var value = typed.Trim('"', '“', '”');
            if (value.Trim().Length == 0)
                return IncidentCommands.Start.Refuse($"The option --{option.Groups["name"].Value} needs a value.");

            if (option.Groups["name"].Value.StartsWith("sev", StringComparison.OrdinalIgnoreCase))
                severities.Add(value);
            else
                services.AddRange(typed[0] is '"'
                    or '“' ? [value] : value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            title = Without(title, option);
        }

        if (Unknown().Match(title) is { Success: true } unknown)
            return IncidentCommands.Start.Refuse($"I don't know the option {CommandText.Shorten(unknown.Value)}, so nothing was started.");

        if (quoted.Success)
            return Finish($"{quoted.Groups["title"].Value} {title}".TrimEnd(), severities, services, flags);

        if (severities.Count == 0 && BareSeverity().Match(title) is { Success: true } bare)
        {
            severities.Add(bare.Groups["value"].Value);
            title = Without(title, bare);
        }

        return Finish(title, severities, services, flags);
    }

    private static Command Finish(string title, List<string> severities, List<string> services, HashSet<string> flags)
    {
        int? severity = null;
        foreach (var typed in severities)
        {
            severity = SeverityLevels.Read(typed);
            if (severity is null)
                return IncidentCommands.Start.Refuse($"“{CommandText.Shorten(typed)}” isn't a severity; use a number from 1 (worst) to 4.");
        }

        return new StartCommand(
            title.Length == 0 ? null : title, severity, [.. services.Distinct(StringComparer.OrdinalIgnoreCase)], flags.Contains("drill"),
            flags.Contains("private"));
    }

    private static string Without(string text, Match match)
    {
        var before = text[..match.Index].TrimEnd();
        var after = text[(match.Index + match.Length)..].TrimStart();
        return before.Length == 0 || after.Length == 0 ? before + after : $"{before} {after}";
    }

    [GeneratedRegex(
        """^"(?<title>.+?)"(?<options>(\s+(--|—|–)(severity|sev|services|service|drill|private)\b.*)?)$""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(
        """(^|\s)(--|—|–)(?<name>severity|sev|services|service)"""
        + """((=|\s+)(?<value>"[^"]*"|“[^”]*”|(?!--|—|–)[^\s,]+(\s*,\s*[^\s,]+)*))?(?=\s|$)""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Option();

    [GeneratedRegex(
        @"(^|\s)(--|—|–)(?<name>drill|private)(?=\s|$)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Flag();

    // A long dash before a word is mostly prose.
    [GeneratedRegex(
        @"(^|\s)--[\p{L}][\p{L}\p{N}-]*",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unknown();

    [GeneratedRegex(
        @"^(severity|sev)[\s-]*(?<value>[0-9]+)(?=\s|$)|(?<=^|\s)(severity|sev)[\s-]*(?<value>[0-9]+)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex BareSeverity();
}
