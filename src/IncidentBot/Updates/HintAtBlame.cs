using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Updates;

/// <summary>
/// Tells whoever has posted an update that blames somebody so, privately and afterwards: the update is out, and nobody waits.
/// </summary>
internal sealed class HintAtBlame(ReadPeople people)
{
    /// <summary>An update was given, or something was said with a status.</summary>
    public async Task<Happened> HandleAsync(IncidentFact fact, FactCall call, CancellationToken cancellationToken) =>
        fact.By is { IsBot: false } && TextOf(fact) is { } text
            && BlameHint.In(text, await people.ReadAsync(call.Before, cancellationToken)) is { } hint
            ? Happened.Answered(Card.Of($"It’s posted as you wrote it. {hint.Sentence} ({When.ToTheSecond(fact.At)})"))
            : Happened.Nothing;

    private static string? TextOf(IncidentFact fact) => fact switch
    {
        UpdateGiven { IsQuiet: false } given => given.Text,
        StatusTold told => told.Sentence,
        StatusChanged changed => changed.Sentence,
        _ => null,
    };
}
