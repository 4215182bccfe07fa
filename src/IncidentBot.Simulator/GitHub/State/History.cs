using System.Collections.Immutable;
using System.Text;

namespace IncidentBot.Simulator.GitHub.State;

/// <summary>How two commits stand to each other.</summary>
/// <param name="Base">The newest commit that both have; null: none.</param>
/// <param name="Ahead">What the head has and the base has not, oldest first.</param>
/// <param name="Behind">How many commits the base has and the head has not.</param>
internal sealed record Comparison(Commit? Base, IReadOnlyList<Commit> Ahead, int Behind);

/// <summary>The git side of a repository: commits with parents, branches and tags, trees and blobs.</summary>
internal sealed class History
{
    private static readonly ImmutableSortedDictionary<string, TreeFile> NoFiles =
        ImmutableSortedDictionary.Create<string, TreeFile>(StringComparer.Ordinal);

    private readonly Dictionary<string, Commit> commits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> blobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableSortedDictionary<string, TreeFile>> trees = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableSortedDictionary<string, TreeFile>> told = new(StringComparer.Ordinal);

    /// <summary>Heads and tags by their names behind <c>refs/</c>, such as <c>heads/main</c>.</summary>
    public SortedDictionary<string, string> Refs { get; } = new(StringComparer.Ordinal);

    public int CommitCount => commits.Count;

    /// <summary>How many commits, trees, blobs and refs there are.</summary>
    public int ObjectCount => commits.Count + trees.Count + blobs.Count + Refs.Count;

    /// <summary>How many bytes the blobs hold.</summary>
    public long Bytes { get; private set; }

    public bool IsEmpty => commits.Count == 0;

    public Commit? Find(string sha) => commits.GetValueOrDefault(sha);

    public Commit? Head(string branch) => Refs.TryGetValue("heads/" + branch, out var sha) ? Find(sha) : null;

    /// <summary>The commit that a branch, a tag, a full ref or the start of a sha stands for.</summary>
    public Commit? Resolve(string reference)
    {
        var name = reference.StartsWith("refs/", StringComparison.Ordinal) ? reference[5..] : reference;
        foreach (var full in new[] { "heads/" + name, "tags/" + name, name })
        {
            if (Refs.TryGetValue(full, out var sha)) return Find(sha);
        }
        if (commits.TryGetValue(reference, out var exact)) return exact;
        return reference.Length >= 7 && reference.All(char.IsAsciiLetterOrDigit)
            ? commits.Values.FirstOrDefault(c => c.Sha.StartsWith(reference, StringComparison.Ordinal))
            : null;
    }

    /// <summary>
    /// Puts a commit on a branch in the order of time, as a story may be told in any order; one that is known stays where it is.
    /// </summary>
    public Commit Tell(Commit commit, string branch)
    {
        if (commits.TryGetValue(commit.Sha, out var known)) return known;
        commits[commit.Sha] = commit;
        if (commit.Parents.Count > 0)
        {
            Refs["heads/" + branch] = commit.Sha;
            return commit;
        }

        Commit? later = null;
        var before = Head(branch);
        // What the API made keeps its parents, since its name follows from them.
        while (before is { Tree: null } && before.At > commit.At)
        {
            later = before;
            before = before.Parents.Count > 0 ? Find(before.Parents[0]) : null;
        }

        if (before is not null) commit.Parents.Add(before.Sha);
        if (later is null)
        {
            Refs["heads/" + branch] = commit.Sha;
            return commit;
        }
        if (later.Parents.Count == 0) later.Parents.Add(commit.Sha);
        else later.Parents[0] = commit.Sha;
        told.Clear();
        return commit;
    }

    public void Add(Commit commit) => commits[commit.Sha] = commit;

    /// <summary>The branch's commit at an instant, by its line of first parents; null: it was empty then.</summary>
    public Commit? At(string branch, DateTimeOffset at)
    {
        var commit = Head(branch);
        while (commit is not null && commit.At > at) commit = commit.Parents.Count > 0 ? Find(commit.Parents[0]) : null;
        return commit;
    }

    /// <summary>A commit and all before it, newest first.</summary>
    public IReadOnlyList<Commit> Log(Commit from) =>
        [.. Reachable(from).Select(s => commits[s]).OrderByDescending(c => c.At).ThenByDescending(Depth)];

    public bool IsAncestor(Commit old, Commit of) => Reachable(of).Contains(old.Sha);

    public Comparison Compare(Commit from, Commit to)
    {
        var (old, young) = (Reachable(from), Reachable(to));
        var ahead = Log(to).Where(c => !old.Contains(c.Sha)).Reverse().ToList();
        var shared = Log(to).Where(c => old.Contains(c.Sha)).ToList();
        // The newest of those that no other shared commit comes after.
        var inner = shared.SelectMany(c => c.Parents).ToHashSet(StringComparer.Ordinal);
        return new Comparison(shared.Find(c => !inner.Contains(c.Sha)), ahead, old.Count(s => !young.Contains(s)));
    }

    public byte[]? Blob(string sha) => blobs.GetValueOrDefault(sha);

    public string? Text(string? blob) => blob is not null && blobs.TryGetValue(blob, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;

    public string AddBlob(byte[] content)
    {
        var sha = GitObjects.Sha("blob", content);
        if (blobs.TryAdd(sha, content)) Bytes += content.Length;
        return sha;
    }

    /// <summary>The files of a commit.</summary>
    public ImmutableSortedDictionary<string, TreeFile> FilesOf(Commit? commit)
    {
        var pending = new Stack<Commit>();
        var files = NoFiles;
        for (; commit is not null; commit = commit.Parents.Count > 0 ? Find(commit.Parents[0]) : null)
        {
            if (commit.Tree is { } tree && trees.TryGetValue(tree, out var made))
            {
                files = made;
                break;
            }
            if (told.TryGetValue(commit.Sha, out var remembered))
            {
                files = remembered;
                break;
            }
            pending.Push(commit);
        }

        while (pending.TryPop(out var next))
        {
            foreach (var change in next.Changes) files = Apply(files, change, next);
            if (pending.Count == 0) told[next.Sha] = files;
        }
        return files;
    }

    /// <summary>Keeps a tree and the folders in it; returns its sha.</summary>
    public string AddTree(ImmutableSortedDictionary<string, TreeFile> files) => GitObjects.TreeSha(files, (sha, folder) =>
        trees[sha] = folder.Length == 0
            ? files
            : NoFiles.AddRange(files.Where(f => f.Key.StartsWith(folder + "/", StringComparison.Ordinal))
                .Select(f => KeyValuePair.Create(f.Key[(folder.Length + 1)..], f.Value))));

    /// <summary>A tree by its own sha, or the one of a commit or ref.</summary>
    public ImmutableSortedDictionary<string, TreeFile>? Tree(string reference) =>
        trees.TryGetValue(reference, out var tree) ? tree
        : Resolve(reference) is { } commit ? FilesOf(commit)
        : commits.Values.FirstOrDefault(c => c.TreeSha == reference) is { } told ? FilesOf(told)
        : null;

    /// <summary>What changed between two states of the files.</summary>
    public IReadOnlyList<FileChange> Diff(
        ImmutableSortedDictionary<string, TreeFile> before, ImmutableSortedDictionary<string, TreeFile> after)
    {
        var changes = new List<FileChange>();
        foreach (var path in before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (old, young) = (before.GetValueOrDefault(path), after.GetValueOrDefault(path));
            if (old == young) continue;
            var status = old is null ? "added" : young is null ? "removed" : "modified";
            var (patch, additions, deletions) = LineDiff.Of(Text(old?.Blob), Text(young?.Blob));
            changes.Add(new FileChange(path, status, additions, deletions) { Patch = patch, Blob = young?.Blob });
        }
        return changes;
    }

    /// <summary>What a comparison changed: the true difference where all words are known, else what each commit said of itself.</summary>
    public IReadOnlyList<FileChange> ChangesOf(Comparison comparison, Commit to)
    {
        if (comparison.Ahead.Count == 1 && comparison.Ahead[0] == to) return to.Changes;
        var changes = comparison.Ahead.SelectMany(c => c.Changes).ToList();
        if (changes.TrueForAll(c => c.Blob is not null || c.Status == "removed")) return Diff(FilesOf(comparison.Base), FilesOf(to));
        return [.. changes.GroupBy(c => c.Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(Together).OfType<FileChange>()];
    }

    /// <summary>The files after merging a head into a base; null where both changed the same file.</summary>
    public ImmutableSortedDictionary<string, TreeFile>? Merge(Commit into, Commit head)
    {
        var before = FilesOf(Compare(into, head).Base);
        var (ours, theirs) = (FilesOf(into), FilesOf(head));
        var merged = ours;
        foreach (var path in before.Keys.Union(theirs.Keys, StringComparer.Ordinal))
        {
            var (old, their, our) = (before.GetValueOrDefault(path), theirs.GetValueOrDefault(path), ours.GetValueOrDefault(path));
            if (their == old || their == our) continue;
            if (our != old) return null;
            merged = their is null ? merged.Remove(path) : merged.SetItem(path, their);
        }
        return merged;
    }

    private static FileChange? Together(IGrouping<string, FileChange> changes)
    {
        var (first, last) = (changes.First(), changes.Last());
        if (first.Status == "added" && last.Status == "removed") return null;
        var patches = changes.Select(c => c.Patch).OfType<string>().ToList();
        return last with
        {
            Status = last.Status == "removed" ? "removed" : first.Status is "added" or "renamed" ? first.Status : last.Status,
            Additions = changes.Sum(c => c.Additions), Deletions = changes.Sum(c => c.Deletions), FormerName = first.FormerName,
            Patch = patches.Count == 0 ? null : string.Join('\n', patches),
        };
    }

    private ImmutableSortedDictionary<string, TreeFile> Apply(
        ImmutableSortedDictionary<string, TreeFile> files, FileChange change, Commit commit)
    {
        if (change.FormerName is { } former) files = files.Remove(former);
        if (change.Status == "removed") return files.Remove(change.Name);
        // A file whose words nobody gave still has some, others after each commit.
        var blob = change.Blob ?? AddBlob(Encoding.UTF8.GetBytes($"{change.Name} at {commit.Sha}\n"));
        return files.SetItem(change.Name, new TreeFile(GitObjects.PlainFile, blob));
    }

    private HashSet<string> Reachable(Commit from)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { from.Sha };
        var pending = new Stack<string>(from.Parents);
        while (pending.TryPop(out var sha))
        {
            if (commits.TryGetValue(sha, out var commit) && found.Add(sha))
                foreach (var parent in commit.Parents) pending.Push(parent);
        }
        return found;
    }

    // Of two commits of one second the child comes first; a line of such commits is short.
    private int Depth(Commit commit)
    {
        var depth = 0;
        var at = commit.At;
        while (depth < 1000 && commit.Parents.Count > 0 && Find(commit.Parents[0]) is { } parent && parent.At == at)
        {
            commit = parent;
            depth++;
        }
        return depth;
    }
}
