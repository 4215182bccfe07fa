using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Actions;

/// <summary>Something that has happened to an action item; kept for good, but for words that leave with their message.</summary>
/// <param name="By">Who did it; null: nobody in the chat.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Action">The action item's number in its incident.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(ActionOpened), "action-opened")]
[JsonDerivedType(typeof(ActionChanged), "action-changed")]
[JsonDerivedType(typeof(ActionSettled), "action-settled")]
[JsonDerivedType(typeof(ActionReopened), "action-reopened")]
[JsonDerivedType(typeof(ActionWordsRemoved), "action-words-removed")]
[JsonDerivedType(typeof(IssueAsked), "issue-asked")]
[JsonDerivedType(typeof(IssueMade), "issue-made")]
[JsonDerivedType(typeof(IssueRefused), "issue-refused")]
[JsonDerivedType(typeof(IssueMoved), "issue-moved")]
internal abstract record ActionFact(Person? By, DateTimeOffset At, int Action) : Fact
{
    /// <inheritdoc/>
    internal override bool IsWorkOnIncident => By is not null;

    /// <summary>The action item after this.</summary>
    internal abstract ActionItem Apply(ActionItem item);
}

/// <summary>An action item was made.</summary>
/// <param name="By">Who made it.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Action">Its number.</param>
/// <param name="Terms">What it says.</param>
/// <param name="Source">The message that it was made from; null: none.</param>
/// <param name="Permalink">That message's address for people; null: none.</param>
internal sealed record ActionOpened(Person By, DateTimeOffset At, int Action, ActionTerms Terms, MessageId? Source, Uri? Permalink)
    : ActionFact(By, At, Action)
{
    /// <summary>The action item as it begins.</summary>
    internal ActionItem Item => new(Action, Terms, By!, At) { Source = Source, Permalink = Permalink };

    /// <inheritdoc/>
    internal override ActionItem Apply(ActionItem item) => Item;
}

/// <summary>A person has changed what an action item says.</summary>
internal sealed record ActionChanged(Person By, DateTimeOffset At, int Action, ActionTerms Terms, ActionTerms Former)
    : ActionFact(By, At, Action)
{
    /// <inheritdoc/>
    internal override ActionItem Apply(ActionItem item) => item with { Terms = Terms };
}

/// <summary>An action item is done, or won't be done.</summary>
/// <param name="By">Who said so; null: its issue was closed.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Action">Its number.</param>
/// <param name="State">Done or dropped.</param>
/// <param name="Reason">Why it is dropped; null: it is done.</param>
/// <param name="ByName">Who settled it, by name.</param>
internal sealed record ActionSettled(Person? By, DateTimeOffset At, int Action, ActionState State, string? Reason, string ByName)
    : ActionFact(By, At, Action)
{
    /// <inheritdoc/>
    internal override ActionItem Apply(ActionItem item) =>
        item with { State = State, Reason = Reason, SettledBy = ByName, SettledAt = At };
}

/// <summary>An action item is to be done after all.</summary>
internal sealed record ActionReopened(Person? By, DateTimeOffset At, int Action) : ActionFact(By, At, Action)
{
    /// <inheritdoc/>
    internal override ActionItem Apply(ActionItem item) =>
        item with { State = ActionState.Open, Reason = null, SettledBy = null, SettledAt = null };
}

/// <summary>The message that an action item was made from was deleted, and its words with it.</summary>
internal sealed record ActionWordsRemoved(DateTimeOffset At, int Action) : ActionFact(null, At, Action)
{
    /// <inheritdoc/>
    internal override ActionItem Apply(ActionItem item) =>
        item with { Terms = item.Terms with { Text = string.Empty, DoneWhen = null } };
}

/// <summary>An issue is to be made of an action item.</summary>
internal sealed record IssueAsked(Person? By, DateTimeOffset At, int Action, string Repository) : ActionFact(By, At, Action)
{
    /// <inheritdoc/>
    internal override ActionItem Apply(ActionItem item) => item with { Issue = new ActionIssue(Repository, At) };
}

/// <summary>The issue of an action item is made.</summary>
/// <param name="At">When; UTC.</param>
/// <param name="Action">The action item's number.</param>
/// <param name="Number">The issue's number in its repository.</param>
/// <param name="Address">Its address for people.</param>
/// <param name="Remark">What it was made without, a sentence; null: nothing.</param>
internal sealed record IssueMade(DateTimeOffset At, int Action, int Number, Uri Address, string? Remark)
    : ActionFact(null, At, Action)
{
    /// <inheritdoc/>
    internal override ActionItem Apply(ActionItem item) => item with
    {
        Issue = item.Issue! with { Number = Number, Address = Address, Remark = Remark },
    };
}

/// <summary>The issue of an action item could not be made.</summary>
internal sealed record IssueRefused(DateTimeOffset At, int Action, string Why) : ActionFact(null, At, Action)
{
    /// <inheritdoc/>
    internal override ActionItem Apply(ActionItem item) =>
        item with { Issue = item.Issue! with { IsRefused = true, Remark = Why } };
}

/// <summary>The issue of an action item was closed, or opened again.</summary>
internal sealed record IssueMoved(DateTimeOffset At, int Action, bool IsClosed) : ActionFact(null, At, Action)
{
    /// <inheritdoc/>
    internal override ActionItem Apply(ActionItem item) => item with { Issue = item.Issue! with { IsClosed = IsClosed } };
}

/// <summary>The stored names of what happens to action items; a class may be renamed, its name here never changes.</summary>
internal static class ActionFactNames
{
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(ActionOpened)] = "ActionOpened",
        [typeof(ActionChanged)] = "ActionChanged",
        [typeof(ActionSettled)] = "ActionSettled",
        [typeof(ActionReopened)] = "ActionReopened",
        [typeof(ActionWordsRemoved)] = "ActionWordsRemoved",
        [typeof(IssueAsked)] = "IssueAsked",
        [typeof(IssueMade)] = "IssueMade",
        [typeof(IssueRefused)] = "IssueRefused",
        [typeof(IssueMoved)] = "IssueMoved",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlySet<string> All { get; } = Names.Values.ToHashSet(StringComparer.Ordinal);

    /// <summary>The name under which a fact is stored.</summary>
    public static string Of(ActionFact fact) => Names[fact.GetType()];
}
