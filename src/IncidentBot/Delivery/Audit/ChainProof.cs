using System.Globalization;

namespace IncidentBot.Delivery.Audit;

/// <summary>Finds out whether the links of a chain hold together, and their words with them.</summary>
internal static class ChainProof
{
    /// <summary>Goes through a chain from its beginning.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="workspace">Whose it is.</param>
    /// <param name="incident">Whose it is.</param>
    /// <returns>The hashes of the links that hold, and what is wrong with the next one; null: nothing.</returns>
    public static (IReadOnlyList<string> Hashes, string? Problem) Of(ReadChain chain, string workspace, int incident)
    {
        var before = AuditLink.Beginning;
        var hashes = new List<string>();
        foreach (var link in chain.Links)
        {
            if (link.Seq != hashes.Count + 1)
                return (hashes, string.Create(CultureInfo.InvariantCulture, $"change {hashes.Count + 1} is missing"));
            if (link.ToLink().HashAfter(workspace, incident, before) != link.Hash)
                return (hashes, $"{link.Name} does not match the change before it");
            if ((Problem(chain, link) ?? WordsProblem(chain, link)) is { } problem)
                return (hashes, problem);

            before = link.Hash;
            hashes.Add(before);
        }

        return (hashes, null);
    }

    private static string? Problem(ReadChain chain, ReadLink link)
    {
        if (link.Covers is null)
            return chain.IsPending || link.Seq < chain.Taken?.Seq
                ? null
                : $"{link.Name} does not say which rows it covers, as every change does since this version";
        if (Covered.Read(link.Covers) is null)
            return $"what {link.Name} covers cannot be read";

        return chain.WrongErasure(link) is { } wrong
            ? string.Create(
                CultureInfo.InvariantCulture, $"{link.Name} says that it erased the text of change {wrong.Seq}, which it can't have")
            : null;
    }

    private static string? WordsProblem(ReadChain chain, ReadLink link)
    {
        var eraser = chain.EraserOf(link.Seq, null);
        if (link is not { Salt: { } salt, Words: { } words })
            return eraser is null ? $"the text of {link.Name} is gone, and no recorded erasure explains it" : null;
        if (eraser is not null)
            return $"the text of {link.Name} is back, though {eraser.Name} erased it";

        return AuditLink.HashOf(salt, words) == link.WordsHash ? null : $"the text of {link.Name} was changed";
    }
}
