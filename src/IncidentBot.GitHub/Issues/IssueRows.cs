namespace IncidentBot.GitHub.Issues;

/// <summary>An issue, as far as it is used; a pull request is one too (docs.github.com/rest/issues/issues).</summary>
internal sealed class IssueRow
{
    public int Number { get; init; }

    public string? HtmlUrl { get; init; }

    public string? Body { get; init; }

    public string? State { get; init; }

    public string? StateReason { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public Reading.AccountRow? ClosedBy { get; init; }

    public bool IsClosed => string.Equals(State, "closed", StringComparison.Ordinal);

    // What is neither said nor "completed" was closed for another reason; old servers say nothing.
    public bool IsDone => StateReason is null or "completed";
}
