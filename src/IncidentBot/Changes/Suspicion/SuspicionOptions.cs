namespace IncidentBot.Changes.Suspicion;

/// <summary>
/// What each reason counts, in points of 100; bound to <c>Suspicion</c>. Points that speak against a change are given as positive numbers.
/// </summary>
public sealed class SuspicionOptions
{
    /// <summary>A change that went live at the very start of the impact; 0 to 100, 24 by default.</summary>
    public int Timing { get; set; } = 24;

    /// <summary>After how many minutes before the impact half of <see cref="Timing"/> is left; 1 to 10080, 150 by default.</summary>
    public int TimingHalvesAfterMinutes { get; set; } = 150;

    /// <summary>The same where something grew or comes back by itself; 1 to 43200, 2880 by default.</summary>
    public int SlowTimingHalvesAfterMinutes { get; set; } = 2880;

    /// <summary>A change of an affected service; 0 to 100, 14 by default.</summary>
    public int AffectedService { get; set; } = 14;

    /// <summary>A change of a direct dependency of an affected service; each further step takes a third off; 0 to 100, 13 by
    /// default.</summary>
    public int Dependency { get; set; } = 13;

    /// <summary>A change of a service that calls an affected one; 0 to 100, 4 by default.</summary>
    public int Caller { get; set; } = 4;

    /// <summary>Against a change of a service that has nothing to do with the affected ones; 0 to 100, 12 by default.</summary>
    public int UnrelatedService { get; set; } = 12;

    /// <summary>For a service whose name stands in the incident's words; 0 to 100, 8 by default.</summary>
    public int ServiceNamed { get; set; } = 8;

    /// <summary>Against a change that went to staging or another place that isn't production; 0 to 100, 45 by default.</summary>
    public int OtherEnvironment { get; set; } = 45;

    /// <summary>For a change in the region or on the platform that is affected; 0 to 100, 5 by default.</summary>
    public int SamePlace { get; set; } = 5;

    /// <summary>Against a change that is only in another region or on another platform; 0 to 100, 20 by default.</summary>
    public int OtherPlace { get; set; } = 20;

    /// <summary>For what is risky to touch: migrations, settings, dependencies, machines, schedules; 0 to 100, 8 by default.</summary>
    public int RiskyKind { get; set; } = 8;

    /// <summary>For a change that removes, replaces or limits something; 0 to 100, 4 by default.</summary>
    public int BoldWords { get; set; } = 4;

    /// <summary>Against a change of documentation, tests, styles or wording alone, as its files show; 0 to 100, 35 by default.</summary>
    public int HarmlessFiles { get; set; } = 35;

    /// <summary>The same where only its words show it; 0 to 100, 12 by default.</summary>
    public int HarmlessWords { get; set; } = 12;

    /// <summary>Words shared with the incident, at most; 0 to 100, 42 by default.</summary>
    public int Words { get; set; } = 42;

    /// <summary>For a change whose version the incident's words name; 0 to 100, 15 by default.</summary>
    public int Named { get; set; } = 15;

    /// <summary>
    /// For a change that went live at a time that a note names apart from the impact, half where it names only a day or night; 0 to 100,
    /// 14 by default.
    /// </summary>
    public int TimeNamed { get; set; } = 14;

    /// <summary>
    /// For a change that would explain why every one of several affected services fails (half); against one that explains only some;
    /// 0 to 100, 16 by default.
    /// </summary>
    public int Explains { get; set; } = 16;

    /// <summary>Against a change that somebody ruled out, by a decision or in a note; 0 to 100, 35 by default.</summary>
    public int RuledOut { get; set; } = 35;

    /// <summary>For a change that was rolled back after the impact had begun; 0 to 100, 14 by default.</summary>
    public int RolledBack { get; set; } = 14;

    /// <summary>
    /// For a rollback right before the impact to a version older than a migration or setting of its service or of what that calls;
    /// 0 to 100, 16 by default.
    /// </summary>
    public int WentBack { get; set; } = 16;

    /// <summary>
    /// Against a change that was taken back before the impact; half for a deploy that another one replaced, which may hold it still;
    /// 0 to 100, 14 by default.
    /// </summary>
    public int Replaced { get; set; } = 14;

    /// <summary>Against a version that was live before; 0 to 100, 3 by default.</summary>
    public int Redone { get; set; } = 3;

    /// <summary>For a change in a freeze window; 0 to 100, 6 by default.</summary>
    public int Freeze { get; set; } = 6;

    /// <summary>Freeze windows, each as <c>2026-12-20/2027-01-02</c>, both days included, UTC; none by default.</summary>
    public IList<string> FreezeWindows { get; set; } = [];

    /// <summary>For a change between 20:00 and 06:00 UTC or on a weekend; 0 to 100, 0 by default.</summary>
    public int OffHours { get; set; }

    /// <summary>
    /// For a change that went live within 10 minutes of others on the same service or a related one, before the impact; 0 to 100, 0 by
    /// default: each of them is as suspect as the others, and none may lose points by being closer to the impact.
    /// </summary>
    public int SeveralAtOnce { get; set; }

    /// <summary>Against every change that does not explain a cause that is no change of ours; 0 to 100, 24 by default.</summary>
    public int OtherCause { get; set; } = 24;

    /// <summary>What may be reached without a decisive reason (shared words, a name, a rollback); 0 to 100, 48 by default.</summary>
    public int MostUndecided { get; set; } = 48;

    /// <summary>
    /// The same for a change that is at least <see cref="LeadAlone"/> points ahead of all others, with some words for it and nothing noted
    /// that points elsewhere; 0 to 100, 62 by default.
    /// </summary>
    public int MostAlone { get; set; } = 62;

    /// <summary>How far ahead that is; 1 to 100, 16 by default.</summary>
    public int LeadAlone { get; set; } = 16;

    /// <summary>What makes no sense, one sentence each; empty: all is well.</summary>
    public IEnumerable<string> Problems()
    {
        (string Name, int Value, int Least, int Most)[] numbers =
        [
            (nameof(Timing), Timing, 0, 100),
            (nameof(TimingHalvesAfterMinutes), TimingHalvesAfterMinutes, 1, 10080),
            (nameof(SlowTimingHalvesAfterMinutes), SlowTimingHalvesAfterMinutes, 1, 43200),
            (nameof(AffectedService), AffectedService, 0, 100),
            (nameof(Dependency), Dependency, 0, 100),
            (nameof(Caller), Caller, 0, 100),
            (nameof(UnrelatedService), UnrelatedService, 0, 100),
            (nameof(ServiceNamed), ServiceNamed, 0, 100),
            (nameof(OtherEnvironment), OtherEnvironment, 0, 100),
            (nameof(SamePlace), SamePlace, 0, 100),
            (nameof(OtherPlace), OtherPlace, 0, 100),
            (nameof(RiskyKind), RiskyKind, 0, 100),
            (nameof(BoldWords), BoldWords, 0, 100),
            (nameof(HarmlessFiles), HarmlessFiles, 0, 100),
            (nameof(HarmlessWords), HarmlessWords, 0, 100),
            (nameof(Words), Words, 0, 100),
            (nameof(Named), Named, 0, 100),
            (nameof(TimeNamed), TimeNamed, 0, 100),
            (nameof(Explains), Explains, 0, 100),
            (nameof(RuledOut), RuledOut, 0, 100),
            (nameof(RolledBack), RolledBack, 0, 100),
            (nameof(WentBack), WentBack, 0, 100),
            (nameof(Replaced), Replaced, 0, 100),
            (nameof(Redone), Redone, 0, 100),
            (nameof(Freeze), Freeze, 0, 100),
            (nameof(OffHours), OffHours, 0, 100),
            (nameof(SeveralAtOnce), SeveralAtOnce, 0, 100),
            (nameof(OtherCause), OtherCause, 0, 100),
            (nameof(MostUndecided), MostUndecided, 0, 100),
            (nameof(MostAlone), MostAlone, 0, 100),
            (nameof(LeadAlone), LeadAlone, 1, 100),
        ];
        foreach (var (name, value, least, most) in numbers)
        {
            if (value < least || value > most)
                yield return $"Suspicion:{name} is {value}, but must be from {least} to {most}.";
        }

        foreach (var window in FreezeWindows.Where(window => FreezeWindow.Parse(window) is null))
            yield return $"Suspicion:FreezeWindows has \"{window}\", but must be two days such as "
                + "2026-12-20/2027-01-02, the earlier first.";
    }
}
