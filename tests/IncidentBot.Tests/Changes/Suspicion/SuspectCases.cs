using System.Globalization;
using IncidentBot.Changes.Suspicion;

namespace IncidentBot.Tests.Changes.Suspicion;

/// <summary>An incident whose culprit is known.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Incident">What was known at the declaration.</param>
/// <param name="Changes">What had been changed.</param>
/// <param name="Culprit">The place of the change that did it; null: none did.</param>
public sealed record SuspectCase(string Name, KnownIncident Incident, IReadOnlyList<SuspectChange> Changes, int? Culprit);

/// <summary>
/// Reads cases in a form that is quick to write. A case begins with "== NAME". Then, in any order: "title:", "services:", "deps: a > b; ...", "alone: c" (services that stand on nothing), "environments: a > production, staging; ...",
/// "day: 2024-05-06", "start 13:20; estimate 13:50; detected 13:48; declared 13:55", "o 13:48 an observation", "f 13:50 a finding",
/// "alert: ...", "log: ...", and changes as "- 13:10 | service | environment | ref | description | kind config | state failure | files a b |
/// diff +line | of ref" (lines of a diff may be parted by " ⏎ "), the one that did it with x instead of -. "-2d 10:00" is two days before that day.
/// </summary>
public static class SuspectCases
{
    private const string LineBreak = " ⏎ ";

    private static readonly string[] Times = ["start ", "estimate ", "detected ", "declared "];
    private static readonly char[] Between = [' ', ','];

    /// <summary>Reads all cases of a text.</summary>
    public static IReadOnlyList<SuspectCase> Read(string text) =>
        [.. text.Split("\n== ")[1..].Select(one => ReadOne(one.Split('\n', StringSplitOptions.RemoveEmptyEntries)))];

    private static SuspectCase ReadOne(string[] lines)
    {
        var day = DateOnly.ParseExact(Field(lines, "day:")!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var times = (lines.FirstOrDefault(line => Array.Exists(Times, time => line.StartsWith(time, StringComparison.Ordinal))) ?? "")
            .Split(';', StringSplitOptions.TrimEntries).ToDictionary(one => one.Split(' ')[0], one => Time(day, one[(one.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
        var declared = times["declared"];
        DateTimeOffset? Known(string name) => times.TryGetValue(name, out var at) ? at : null;
        var changeLines = lines.Where(line => line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("x ", StringComparison.Ordinal)).ToList();
        var culprit = changeLines.FindIndex(line => line[0] == 'x');
        var services = List(Field(lines, "services:"));
        var incident = KnownIncident.AtDeclaration(
            Field(lines, "title:")!, new KnownTimes(Known("start"), Known("estimate"), Known("detected"), declared), Texts(day, lines)) with
        {
            Services = services,
            Catalogue = Catalogue(lines, services),
        };
        return new SuspectCase(lines[0].Trim(), incident, [.. changeLines.Select(line => Change(day, line[2..]))], culprit < 0 ? null : culprit);
    }

    private static List<IncidentText> Texts(DateOnly day, string[] lines)
    {
        var texts = new List<IncidentText>();
        foreach (var line in lines)
        {
            if (line.StartsWith("o ", StringComparison.Ordinal) || line.StartsWith("f ", StringComparison.Ordinal))
                texts.Add(new IncidentText(line[0] == 'o' ? TextSource.Observation : TextSource.Finding, line[(line.IndexOf(' ', 2) + 1)..], Time(day, line[2..line.IndexOf(' ', 2)])));
            else if (line.StartsWith("alert: ", StringComparison.Ordinal))
                texts.Add(new IncidentText(TextSource.Alert, line[7..]));
            else if (line.StartsWith("log: ", StringComparison.Ordinal))
                texts.Add(new IncidentText(TextSource.Log, line[5..]));
        }

        return texts;
    }

    private static List<KnownService> Catalogue(string[] lines, IReadOnlyList<string> services)
    {
        if (Field(lines, "deps:") is not { } text)
            return [];

        var pairs = Pairs(text);
        var environments = Pairs(Field(lines, "environments:") ?? "").ToDictionary(pair => pair[0], pair => List(pair[1]), StringComparer.Ordinal);
        return [.. pairs.SelectMany(pair => pair).Concat(services).Concat(List(Field(lines, "alone:"))).Distinct(StringComparer.Ordinal)
            .Select(name => new KnownService(
                name, [], environments.GetValueOrDefault(name) ?? [], [.. pairs.Where(pair => pair[0] == name).Select(pair => pair[1])]))];
    }

    private static List<string[]> Pairs(string text) =>
        [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('>', StringSplitOptions.TrimEntries))];

    private static SuspectChange Change(DateOnly day, string line)
    {
        var fields = (line + " ").Split("| ", StringSplitOptions.TrimEntries);
        var change = new SuspectChange(Time(day, fields[0]))
        {
            Service = NullIfEmpty(fields[1]), Environment = NullIfEmpty(fields[2]), Ref = NullIfEmpty(fields[3]), Description = NullIfEmpty(fields[4]),
        };
        foreach (var field in fields[5..])
        {
            var value = field[(field.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            change = field.Split(' ')[0] switch
            {
                "kind" => change with { Kind = Enum.Parse<ChangeKind>(value, ignoreCase: true) },
                "state" => change with { State = Enum.Parse<ChangeState>(value, ignoreCase: true) },
                "files" => change with { Files = value.Split(Between, StringSplitOptions.RemoveEmptyEntries) },
                "diff" => change with { Diff = value.Contains(LineBreak, StringComparison.Ordinal)
                        ? value.Replace(LineBreak, "\n", StringComparison.Ordinal)
                        : value.Replace(" +", "\n+", StringComparison.Ordinal) },
                "of" => change with { RollbackOf = value },
                _ => throw new FormatException($"\"{field}\" is no field of a change."),
            };
        }

        return change;
    }

    private static DateTimeOffset Time(DateOnly day, string text)
    {
        var parts = text.Trim().Split(' ');
        var days = parts.Length == 2 ? int.Parse(parts[0].TrimEnd('d'), CultureInfo.InvariantCulture) : 0;
        return new DateTimeOffset(day.AddDays(days), TimeOnly.Parse(parts[^1], CultureInfo.InvariantCulture), TimeSpan.Zero);
    }

    private static string? Field(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim();

    private static IReadOnlyList<string> List(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
