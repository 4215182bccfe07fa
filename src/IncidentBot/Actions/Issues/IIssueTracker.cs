namespace IncidentBot.Actions.Issues;

/// <summary>Where issues are made of action items: a network service.</summary>
public interface IIssueTracker
{
    /// <summary>
    /// Makes an issue, unless there is one with the same marker: then that one is the answer, so that asking again after a lost answer, or
    /// after a crash, makes no second one.
    /// </summary>
    Task<IssueOutcome> MakeAsync(IssueWanted wanted, CancellationToken cancellationToken);

    /// <summary>How an issue stands; null: it could not be asked, or is gone.</summary>
    /// <param name="repository">As <c>owner/name</c>.</param>
    /// <param name="number">Its number there.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    Task<IssueState?> ReadAsync(string repository, int number, CancellationToken cancellationToken);
}

/// <summary>An issue that is to be made; people's words are plain and become no markup, mention or reference.</summary>
/// <param name="Repository">As <c>owner/name</c>.</param>
/// <param name="Marker">Names the action item, such as <c>T1/INC-7/3</c>; stands in the issue where people don't see it.</param>
/// <param name="Earliest">No issue of this marker is older; UTC.</param>
/// <param name="Title">One line.</param>
/// <param name="Lines">What is said of it, a label and words each, in this order.</param>
/// <param name="Labels">Its labels.</param>
public sealed record IssueWanted(
    string Repository, string Marker, DateTimeOffset Earliest, string Title, IReadOnlyList<IssueLine> Lines, IReadOnlyList<string> Labels)
{
    /// <summary>The login of who is to do it; null: nobody is assigned.</summary>
    public string? Assignee { get; init; }
}

/// <summary>A line of an issue.</summary>
/// <param name="Label">What it says, such as <c>Done when</c>.</param>
/// <param name="Words">The words.</param>
/// <param name="Address">Where the words lead to; null: nowhere.</param>
public sealed record IssueLine(string Label, string Words, Uri? Address = null);

/// <summary>How the making of an issue ended.</summary>
public abstract record IssueOutcome
{
    /// <summary>Why there is none, or what it was made without; empty: nothing to say.</summary>
    public abstract string Sentence { get; }
}

/// <summary>There is one.</summary>
/// <param name="Number">Its number in the repository.</param>
/// <param name="Address">Its address for people.</param>
/// <param name="Without">What it was made without, a sentence; null: nothing.</param>
public sealed record IssueExists(int Number, Uri Address, string? Without) : IssueOutcome
{
    /// <inheritdoc/>
    public override string Sentence => Without ?? string.Empty;
}

/// <summary>There is none, and trying again is useless.</summary>
/// <param name="Why">Why, and what to do, a sentence; no secrets.</param>
public sealed record IssueImpossible(string Why) : IssueOutcome
{
    /// <inheritdoc/>
    public override string Sentence => Why;
}

/// <summary>It is not known whether there is one, or there is none yet: to be tried again.</summary>
/// <param name="Why">Why, a sentence; no secrets.</param>
/// <param name="RetryAfter">How long the service asks to wait; null: it did not say.</param>
public sealed record IssueLater(string Why, TimeSpan? RetryAfter = null) : IssueOutcome
{
    /// <inheritdoc/>
    public override string Sentence => Why;
}

/// <summary>How an issue stands.</summary>
/// <param name="IsClosed">Whether it is closed.</param>
/// <param name="IsDone">Whether it was closed as done, rather than as not planned.</param>
/// <param name="By">Who closed it, by login; null: not said.</param>
public sealed record IssueState(bool IsClosed, bool IsDone, string? By);
