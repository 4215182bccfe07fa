using IncidentBot.Changes.Suspicion;

namespace IncidentBot.Host.Suspects;

/// <summary>An incident and its changes, as a file for <c>suspects</c> has them.</summary>
/// <param name="Title">What is wrong, one line.</param>
/// <param name="Times">When it began, was noticed and was declared.</param>
/// <param name="Services">The affected services.</param>
/// <param name="Catalogue">The services that are known.</param>
/// <param name="Texts">What was seen and found.</param>
/// <param name="Changes">The changes, in the order of the file.</param>
internal sealed record SuspectFile(
    string Title, KnownTimes Times, IReadOnlyList<string> Services, IReadOnlyList<KnownService> Catalogue,
    IReadOnlyList<IncidentText> Texts, IReadOnlyList<SuspectChange> Changes)
{
    /// <summary>What was known at the declaration.</summary>
    public KnownIncident AtDeclaration() => With(KnownIncident.AtDeclaration(Title, Times, Texts));

    /// <summary>What is known when everything of the file has happened.</summary>
    public KnownIncident AtEnd()
    {
        var last = Texts.Select(text => text.At).OfType<DateTimeOffset>().Concat(Changes.Select(change => change.At))
            .Append(Times.Declared).Max();
        return With(KnownIncident.At(last, Title, Times, Texts));
    }

    private KnownIncident With(KnownIncident incident) => incident with { Services = Services, Catalogue = Catalogue };
}
