using IncidentBot.Catalogue;
using IncidentBot.Incidents;

namespace IncidentBot.Changes.Told;

/// <summary>How a channel hears of a change.</summary>
internal enum Telling
{
    /// <summary>By the list alone.</summary>
    NotAtAll,

    /// <summary>By a line of its own.</summary>
    Anew,

    /// <summary>By the line that is there.</summary>
    InPlace,
}

/// <summary>The pure rules of whom a change is told to.</summary>
internal static class TellChangeRules
{
    /// <summary>The most changes that one incident's channel gets a line for; further ones are in the list.</summary>
    public const int MostLines = 20;

    /// <summary>How many digits of a key's hash tell the lines of a channel apart.</summary>
    public const int KeyLength = 24;

    /// <summary>Whether a change is of a service that an incident affects, or of one that such a service stands on directly.</summary>
    public static bool Concerns(Incident incident, ServiceChange change, CatalogueOptions catalogue) =>
        SeenChangeRules.NamesOf(incident.Services, catalogue).Contains(change.Service, StringComparer.OrdinalIgnoreCase);

    /// <summary>Decides how an incident's channel hears of a change.</summary>
    /// <param name="incident">An open incident that it concerns.</param>
    /// <param name="change">The change.</param>
    /// <param name="isTold">Whether it has a line already.</param>
    /// <param name="lines">How many changes have one.</param>
    public static Telling Decide(Incident incident, ServiceChange change, bool isTold, int lines)
    {
        if (isTold)
            return Telling.InPlace;

        if (change.Details.IsTakenBack || lines >= MostLines)
            return Telling.NotAtAll;

        return PullChangesRules.CountedFrom(incident) is { At: var began } && change.At >= began ? Telling.Anew : Telling.NotAtAll;
    }
}
