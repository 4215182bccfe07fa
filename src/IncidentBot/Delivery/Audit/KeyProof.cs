using System.Globalization;

namespace IncidentBot.Delivery.Audit;

/// <summary>Finds out whether the codes of a chain's links are those of the keys.</summary>
internal static class KeyProof
{
    /// <summary>Goes through a chain whose hashes hold.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="isDone">Whether the present key has begun in every chain of the workspace.</param>
    public static KeyFinding Of(ReadChain chain, AuditKeys keys, bool isDone)
    {
        if (keys.Current is not { } present)
            return new KeyFinding(
                chain.Links.Any(link => link.Mac is not null) ? KeyState.NotChecked : KeyState.None, chain.Links.Count, null);

        string? active = null;
        foreach (var (right, link) in chain.Links.Index())
        {
            if (link.Kind == ChainWriter.KeyBegan && link.Covered.Key is { } begun)
                active = begun;
            if (Problem(link, active, keys) is { } problem)
                return new KeyFinding(KeyState.Checked, right, problem);
        }

        if (active == present)
            return new KeyFinding(KeyState.Checked, chain.Links.Count, null);

        return isDone
            ? new KeyFinding(
                KeyState.Checked, chain.Links.Count, $"the key {present} began in every chain, but this one lacks its KeyBegan")
            : new KeyFinding(KeyState.Waiting, chain.Links.Count, null);
    }

    private static string? Problem(ReadLink link, string? active, AuditKeys keys)
    {
        if (active is null)
            return link.Mac is null ? null : $"{link.Name} has a MAC, but no key had begun";
        if (!keys.Has(active))
            return string.Create(
                CultureInfo.InvariantCulture, $"the key {active}, which {link.Name} was written with, isn't among those of Audit:Key");
        if (link.Mac is null || link.KeyId != active)
            return $"{link.Name} has no MAC of the key {active}, which had begun";

        return keys.IsRight(link.Mac, active, link.Hash) ? null : $"the MAC of {link.Name} is wrong";
    }
}

/// <summary>What was found out of the codes of a chain's links.</summary>
/// <param name="State">How they stand.</param>
/// <param name="Right">How many links are right before the first that is not.</param>
/// <param name="Problem">What is wrong with that one, as the end of a sentence; null: nothing.</param>
internal sealed record KeyFinding(KeyState State, int Right, string? Problem);
