using IncidentBot.Incidents;

namespace IncidentBot.Host.Demo;

/// <summary>Plans who does what, and when, in a demo.</summary>
internal static class DemoPlan
{
    // People read a message before they tag it.
    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(15);

    /// <summary>Everything that happens, in order.</summary>
    public static IReadOnlyList<Beat> Of(Scenario scenario)
    {
        var lead = scenario.Commander ?? scenario.DeclaredBy;
        var beats = new List<Beat>();
        beats.AddRange(scenario.Deploys.Select(d => new GoLive(d.At < scenario.Declared ? scenario.Declared : d.At, d)));
        beats.Add(new StartIncident(scenario.Declared, scenario.DeclaredBy));
        if (scenario.Commander is not null) beats.Add(new TakeCommand(scenario.Declared, scenario.Commander));
        if (!scenario.Steps.Any(TellsImpactStart)) AddTime(beats, scenario, lead, Milestone.ImpactStart, scenario.ImpactStart);
        AddTime(beats, scenario, lead, Milestone.Detected, scenario.Detected);
        AddEntries(beats, scenario);
        beats.AddRange(scenario.Chat.Select(c => new SayChat(NotBefore(scenario.Declared, c.At), c.Actor, c.Text)));
        beats.AddRange(scenario.Steps.Select(s => new DoStep(NotBefore(scenario.Declared, s.At), s)));
        AddStatuses(beats, scenario, lead);
        var end = beats.Max(b => b.At) + ReadingTime;
        beats.Add(new WriteUp(end, lead, Export: false));
        beats.Add(new WriteUp(end, lead, Export: true));
        return [.. beats.OrderBy(b => b.At)];
    }

    // The answer to "When did it start?" sets it.
    private static bool TellsImpactStart(ScenarioStep step) => step is { Step: "started", Answer: not null };

    private static void AddTime(List<Beat> beats, Scenario scenario, string who, Milestone milestone, DateTimeOffset? when)
    {
        if (when is { } known) beats.Add(new SayTime(NotBefore(scenario.Declared, known), who, milestone, known));
    }

    private static void AddEntries(List<Beat> beats, Scenario scenario)
    {
        var entries = scenario.Entries;
        var said = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.At < scenario.Declared)
            {
                beats.Add(new NoteEntry(scenario.Declared, entry));
                continue;
            }

            var way = said++ % 3;
            if (way == 2 && StandsAlone(entries, i))
            {
                beats.Add(new NoteEntry(entry.At, entry));
                continue;
            }

            var read = entry.At + ReadingTime;
            var next = i + 1 < entries.Count ? entries[i + 1].At : read;
            beats.Add(new SayEntry(entry.At, entry));
            beats.Add(new TagEntry(read < next ? read : next, entry, way == 1 ? TagBy.Shortcut : TagBy.Reaction));
        }
    }

    // A message's time is a little after its instant: messages of one second keep their order only among themselves.
    private static bool StandsAlone(IReadOnlyList<ScenarioEntry> entries, int index) =>
        (index == 0 || !SameSecond(entries[index - 1], entries[index]))
            && (index + 1 == entries.Count || !SameSecond(entries[index], entries[index + 1]));

    private static bool SameSecond(ScenarioEntry one, ScenarioEntry other) => one.At.ToUnixTimeSeconds() == other.At.ToUnixTimeSeconds();

    // A status can be set only after the start, and in its order; where it was reached earlier, its time is said.
    private static void AddStatuses(List<Beat> beats, Scenario scenario, string who)
    {
        var earliest = scenario.Declared;
        foreach (var (status, milestone, reached) in new[]
        {
            (IncidentStatus.Mitigated, Milestone.Mitigated, scenario.Mitigated),
            (IncidentStatus.Resolved, Milestone.Resolved, scenario.Resolved),
            (IncidentStatus.Closed, Milestone.Closed, scenario.Closed),
        })
        {
            if (reached is not { } when) continue;
            earliest = NotBefore(earliest, when);
            beats.Add(new SetStatus(earliest, who, status));
            if (earliest != when) beats.Add(new SayTime(earliest, who, milestone, when));
        }
    }

    private static DateTimeOffset NotBefore(DateTimeOffset earliest, DateTimeOffset at) => at < earliest ? earliest : at;
}
