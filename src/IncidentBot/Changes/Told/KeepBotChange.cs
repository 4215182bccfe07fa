using IncidentBot.Catalogue;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Changes.Told;

/// <summary>
/// Keeps what a deploy bot's message says; an edit of the message is how its change went on, and a deleted message's change is taken back,
/// except where an incident has it on record already.
/// </summary>
internal sealed class KeepBotChange(SeenChangeStore seen, CatalogueOptions catalogue)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<BotSaid> Kind = new("own/keep-bot-change", static () => CarriedJson.Default.BotSaid);

    /// <summary>Keeps it, or takes it back.</summary>
    public async Task<Happened> HandleAsync(BotSaid said, Work work, CancellationToken cancellationToken)
    {
        if (said.Change is not { } carried)
        {
            SeenChangeStore.Remove(work.Batch, said.Key);
            return Happened.Nothing;
        }

        ToldChanges.Keep(
            work, KeepBotChangeRules.Decide(carried.ToChange(), await seen.FindAsync(said.Key, cancellationToken), catalogue));
        return Happened.Nothing;
    }
}

/// <summary>The pure rules of what a deploy bot's message tells.</summary>
internal static class KeepBotChangeRules
{
    /// <summary>The change as it is kept: when only the words of its message were corrected, it happened when it was first said.</summary>
    /// <param name="told">What the message says now.</param>
    /// <param name="known">What it said before; null: it is new.</param>
    /// <param name="catalogue">The services.</param>
    public static ServiceChange Decide(ServiceChange told, ServiceChange? known, CatalogueOptions catalogue) => told with
    {
        Service = SeenChangeRules.ServiceName(catalogue, told.Service),
        At = known?.State == told.State ? known.At : told.At,
    };
}
