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
public sealed record Change(int Incident, string Kind, string Words, string Subject = "");

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
