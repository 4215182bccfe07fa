namespace IncidentBot.Store;

/// <summary>Writes that are committed together or not at all, in the order in which they were added.</summary>
public sealed class Batch
{
    private readonly List<Write> writes = [];

    private readonly List<Change> changes = [];

    /// <summary>The writes so far.</summary>
    public IReadOnlyList<Write> Writes => writes;

    /// <summary>What the writes change in the records of incidents, for the audit trail.</summary>
    public IReadOnlyList<Change> Changes => changes;

    /// <summary>Says what the writes change; every class that writes a record says so here, in the same method.</summary>
    public void Record(Change change) => changes.Add(change);

    /// <summary>Adds a statement.</summary>
    /// <param name="sql">
    /// A statement that both engines understand, or the dialect's own text; parameters are <c>@Name</c>, case-sensitive.
    /// </param>
    /// <param name="args">An object whose properties are the parameters; null: none.</param>
    /// <param name="expectedRows">How many rows it must touch, else the whole batch is a conflict; null: any number.</param>
    public void Add(string sql, object? args = null, int? expectedRows = null) => writes.Add(new Write(sql, args, expectedRows));
}

/// <summary>A change of an incident's record.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Kind">What happened, in at most 50 characters, such as <c>StatusChanged</c>.</param>
/// <param name="Words">All of it, as text.</param>
/// <param name="Subject">The message that it is about, whose author may have the words erased; empty: none.</param>
public sealed record Change(int Incident, string Kind, string Words, string Subject = "")
{
    /// <summary>The rows of the record that it writes, as they are after it; the audit trail states their hashes.</summary>
    internal IReadOnlyList<RecordRow> Rows { get; init; } = [];

    /// <summary>What it takes the words of away for good; null: nothing.</summary>
    internal ErasedSubject? Erases { get; init; }
}

/// <summary>Whose words leave the audit trail.</summary>
/// <param name="Subject">What they are about: a message, a file, or the beginning of numbered subjects.</param>
/// <param name="Below">Those numbered below this, as <c>SUBJECT/3</c> is; null: the subject itself.</param>
internal sealed record ErasedSubject(string Subject, int? Below = null)
{
    /// <summary>Whether these words are meant; never those that are about nothing.</summary>
    public bool Has(string subject) => Subject.Length > 0 && (Below is { } below
        ? subject.StartsWith($"{Subject}/", StringComparison.Ordinal) && int.TryParse(
            subject.AsSpan(Subject.Length + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
            out var number) && number < below
        : string.Equals(subject, Subject, StringComparison.Ordinal));
}

/// <summary>One statement of a <see cref="Batch"/>.</summary>
public sealed record Write(string Sql, object? Args, int? ExpectedRows);

/// <summary>How a commit ended.</summary>
public enum CommitResult
{
    /// <summary>Everything is on disk.</summary>
    Committed,

    /// <summary>Someone else was first (a version, a unique key, a lease): nothing was written; load again and decide again.</summary>
    Conflict,
}
