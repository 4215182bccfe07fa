using IncidentBot.Causes;
using IncidentBot.Chat;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>How far a hypothesis is.</summary>
public enum HypothesisState
{
    /// <summary>Stated, and not tested yet.</summary>
    Open,

    /// <summary>Somebody is testing it.</summary>
    Testing,

    /// <summary>What was seen makes it likelier.</summary>
    Strengthened,

    /// <summary>What was seen makes it less likely.</summary>
    Weakened,

    /// <summary>It was it.</summary>
    Confirmed,

    /// <summary>It wasn't it.</summary>
    RuledOut,

    /// <summary>Somebody tried and couldn't: no access, no data. A gap, and no verdict.</summary>
    Unverified,

    /// <summary>It was settled and isn't any more.</summary>
    Reopened,
}

/// <summary>What a hypothesis says, and what is known of it; all but the words may be missing.</summary>
/// <param name="Text">What people think happened, in one line of at most <see cref="LongestText"/> characters.</param>
public sealed record HypothesisTerms(string Text)
{
    /// <summary>Characters.</summary>
    public const int LongestText = 500;

    /// <summary>Characters of each further field.</summary>
    public const int LongestField = 300;

    /// <summary>So many observations are linked at most.</summary>
    public const int MostObserved = 10;

    /// <summary>Where it happens; null: not said.</summary>
    public string? Component { get; init; }

    /// <summary>What changed; null: not said.</summary>
    public string? Change { get; init; }

    /// <summary>What it rests on, in the order of adding.</summary>
    public IReadOnlyList<CauseEvidence> Observed { get; init; } = [];

    /// <summary>What would confirm it; null: not said.</summary>
    public string? Confirms { get; init; }

    /// <summary>What would rule it out; null: not said.</summary>
    public string? RulesOut { get; init; }

    /// <summary>All of its words.</summary>
    internal IEnumerable<string> Texts => new[] { Text, Component, Change, Confirms, RulesOut }.OfType<string>();

    /// <summary>The same with each text put through a function.</summary>
    internal HypothesisTerms With(Func<string, string> cut) => this with
    {
        Text = cut(Text),
        Component = Component is null ? null : cut(Component),
        Change = Change is null ? null : cut(Change),
        Confirms = Confirms is null ? null : cut(Confirms),
        RulesOut = RulesOut is null ? null : cut(RulesOut),
    };
}

/// <summary>Something that became of a hypothesis.</summary>
/// <param name="To">How far it is after that.</param>
/// <param name="By">Who did or said so.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Entry">The number of the timeline entry that tells of it.</param>
public sealed record HypothesisStep(HypothesisState To, Person By, DateTimeOffset At, int Entry)
{
    /// <summary>Why; null: a test begins.</summary>
    public string? Reason { get; init; }

    /// <summary>What it rests on.</summary>
    public IReadOnlyList<CauseEvidence> Evidence { get; init; } = [];

    /// <summary>The attempt to make it happen again that it came from; null: it came from none.</summary>
    public ReproductionAttempt? Attempt { get; init; }
}

/// <summary>Where a hypothesis comes from, where somebody's message has its words.</summary>
/// <param name="Message">The message.</param>
/// <param name="Permalink">Its address; null: not known.</param>
public sealed record HypothesisSource(MessageId Message, Uri? Permalink);

/// <summary>An order that people gave to all hypotheses of an incident.</summary>
/// <param name="Turn">Counts the orders from 1; the last one counts.</param>
/// <param name="Numbers">The hypotheses by their numbers.</param>
public sealed record HandOrder(int Turn, IReadOnlyList<int> Numbers);

/// <summary>What somebody thinks may have caused an incident, to be tested.</summary>
/// <param name="Number">Counts the incident's hypotheses from 1, in the order of stating; never given to another.</param>
/// <param name="Terms">What it says.</param>
/// <param name="By">Who stated it.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Entry">The number of the timeline entry that tells of it.</param>
public sealed record Hypothesis(int Number, HypothesisTerms Terms, Person By, DateTimeOffset At, int Entry)
{
    /// <summary>So much becomes of one hypothesis at most.</summary>
    public const int MostSteps = 60;

    /// <summary>The message whose words it has; null: none.</summary>
    public HypothesisSource? Source { get; init; }

    /// <summary>The key of the change that it suspects; null: it was not stated from one.</summary>
    public string? ChangeKey { get; init; }

    /// <summary>How people ordered all hypotheses when they moved this one last; null: they never did.</summary>
    public HandOrder? Ordered { get; init; }

    /// <summary>What became of it, in order.</summary>
    public IReadOnlyList<HypothesisStep> Steps { get; init; } = [];

    /// <summary>Counts what happened to it, so that a form opened before is told from a newer one.</summary>
    public int Version { get; init; } = 1;

    /// <summary>How far it is.</summary>
    public HypothesisState State => Steps.Count == 0 ? HypothesisState.Open : Steps[^1].To;

    /// <summary>Whether it is confirmed or ruled out.</summary>
    public bool IsSettled => State is HypothesisState.Confirmed or HypothesisState.RuledOut;

    /// <summary>What people call it.</summary>
    public string Label => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"hypothesis {Number}");

    /// <summary>Who is testing it now, the first to begin first; empty: nobody.</summary>
    public IReadOnlyList<Person> Testers => [.. Running.Select(step => step.By).DistinctBy(person => person.Id)];

    /// <summary>Since when it is being tested; null: it isn't.</summary>
    public DateTimeOffset? TestedSince => Running is [var first, ..] ? first.At : null;

    /// <summary>The steps of the test that is going on.</summary>
    internal IReadOnlyList<HypothesisStep> Running =>
        [.. Steps.Reverse().TakeWhile(step => step.To == HypothesisState.Testing).Reverse()];

    /// <summary>How long it was tested in all; zero: it never was.</summary>
    /// <param name="now">Until when a test that goes on counts; UTC.</param>
    public TimeSpan Tested(DateTimeOffset now)
    {
        var (all, since) = (TimeSpan.Zero, (DateTimeOffset?)null);
        foreach (var step in Steps)
        {
            if (step.To == HypothesisState.Testing)
                since ??= step.At;
            else if (since is { } began)
                (all, since) = (all + (step.At - began), null);
        }

        return since is { } open && now > open ? all + (now - open) : all;
    }

    /// <summary>What it cost until it was settled: its tests, or where it was never tested the time since it was stated.</summary>
    public TimeSpan? Cost => !IsSettled ? null : Tested(Steps[^1].At) is { Ticks: > 0 } tested ? tested : Steps[^1].At - At;

    /// <summary>The entries of the timeline that tell of it.</summary>
    internal IEnumerable<int> Entries => Steps.Select(step => step.Entry).Prepend(Entry);
}
