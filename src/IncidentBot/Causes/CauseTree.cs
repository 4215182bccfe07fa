using System.Globalization;
using IncidentBot.Incidents;

namespace IncidentBot.Causes;

/// <summary>
/// The whys and factors of an incident. Each stands under an earlier one of its kind or begins a chain, so the whys are always a tree,
/// and the factors another.
/// </summary>
/// <param name="Incident">Whose.</param>
/// <param name="Version">Counts what happened to them; 0: nothing yet.</param>
/// <param name="All">All of them by number, those that were taken back too.</param>
public sealed record CauseTree(IncidentId Incident, long Version, IReadOnlyList<Cause> All)
{
    /// <summary>A chain of more whys or factors than this is about the world, not about the incident.</summary>
    public const int Deepest = 8;

    /// <summary>So many whys, and so many factors, an incident has at most; those that were taken back count.</summary>
    public const int Most = 100;

    /// <summary>An incident about which nobody has said anything.</summary>
    public static CauseTree None(IncidentId incident) => new(incident, 0, []);

    /// <summary>The whys, each followed by those under it.</summary>
    public IReadOnlyList<Cause> Whys => InOrder(CauseKind.Why);

    /// <summary>The contributing factors, each followed by those under it.</summary>
    public IReadOnlyList<Cause> Factors => InOrder(CauseKind.Factor);

    /// <summary>The whys, then the factors.</summary>
    public IReadOnlyList<Cause> Standing => [.. Whys, .. Factors];

    /// <summary>A cause that was not taken back; null: there is none of this number.</summary>
    public Cause? Find(int number) => All.FirstOrDefault(cause => cause.Number == number && !cause.IsWithdrawn);

    /// <summary>The whys or the factors, each followed by those under it.</summary>
    public IReadOnlyList<Cause> Of(CauseKind kind) => kind == CauseKind.Why ? Whys : Factors;

    /// <summary>A why or factor by its label, such as <c>1.2</c>; null: there is none.</summary>
    public Cause? Find(CauseKind kind, string label) => Of(kind).FirstOrDefault(cause => LabelOf(cause) == label);

    /// <summary>Whether nothing stands under it.</summary>
    public bool IsLast(Cause cause) => !All.Any(one => one.Under == cause.Number && !one.IsWithdrawn);

    /// <summary>How far down its chain it stands; the first is at 1.</summary>
    public int DepthOf(Cause cause) => Chain(cause).Count;

    /// <summary>
    /// What people call a why or factor by, such as <c>1.2</c> for the second under the first. It never changes.
    /// </summary>
    public string LabelOf(Cause cause) =>
        string.Join('.', Chain(cause).Select(one => one.Place.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The same with the word before it, such as <c>Why 1.2</c>.</summary>
    public string NameOf(Cause cause) => $"{Language.Words.Title(cause.Kind)} {LabelOf(cause)}";

    /// <summary>The causes after something has happened.</summary>
    internal CauseTree After(CauseFact fact) => fact is CauseAdded added
        ? this with { Version = Version + 1, All = [.. All, added.Added] }
        : this with
        {
            Version = Version + 1,
            All = [.. All.Select(one => one.Number == fact.Cause ? fact.Apply(one) with { Version = one.Version + 1 } : one)],
        };

    /// <summary>The number of the next one.</summary>
    internal int Next => All.Count + 1;

    /// <summary>The place of the next one of its kind there.</summary>
    internal int NextPlace(CauseKind kind, int? under) => All.Count(cause => cause.Kind == kind && cause.Under == under) + 1;

    private List<Cause> InOrder(CauseKind kind)
    {
        var under = All.Where(cause => cause.Kind == kind && !cause.IsWithdrawn).ToLookup(cause => cause.Under ?? 0);
        var inOrder = new List<Cause>();
        Add(0, 1);
        return inOrder;

        void Add(int number, int depth)
        {
            foreach (var cause in under[number].OrderBy(one => one.Place))
            {
                inOrder.Add(cause);
                if (depth < Deepest)
                    Add(cause.Number, depth + 1);
            }
        }
    }

    // From the first of the chain down; each stands under one with a lower number, so it ends.
    private List<Cause> Chain(Cause cause)
    {
        var chain = new List<Cause> { cause };
        while (chain[0].Under is { } under && under < chain[0].Number && All.FirstOrDefault(one => one.Number == under) is { } above)
            chain.Insert(0, above);
        return chain;
    }
}
