using IncidentBot.Catalogue;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Changes.Told;

/// <summary>
/// Puts a change that a person types on the list of their incident, and into its timeline; it belongs to that incident's record alone.
/// </summary>
internal sealed class TypeChange(AddNote notes, TimelineStore timeline, CatalogueOptions catalogue)
{
    /// <summary>Notes it, and brings the list in the channel up to date.</summary>
    public async Task<Happened> HandleAsync(
        Incident incident, ChangeCommand typed, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var decision = TypeChangeRules.Decide(incident, typed, [.. catalogue.Services.Keys], by.Who, by.At);
        if (decision.Fact is not { } change)
            return Happened.Refused(decision.Sentence);

        var entry = await timeline.NextAsync(work.Workspace, incident.Id, cancellationToken);
        var noted = await notes.HandleAsync(incident, typed.Note, isChange: true, by, work, cancellationToken);
        if (work.Batch.Writes.Count == 0)
            return noted;

        work.Then(PullChanges.WithTyped(incident.Id, change with { Key = TypeChangeRules.Key(entry) }, work.Key));
        return typed.Note.At is null ? noted.Answering(TypeChangeRules.TakenAsNow(incident, change, by.At)) : noted;
    }
}

/// <summary>The pure rules of what a typed change is about.</summary>
internal static class TypeChangeRules
{
    private const string KeyBegins = "typed:";
    private const int LongestService = 60;

    /// <summary>The key of the change of an entry; it is unique in its incident, to whose record it belongs.</summary>
    public static string Key(int entry) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{KeyBegins}{entry}");

    /// <summary>Reads the entry's number from a key; false: it is no typed change's.</summary>
    public static bool TryReadKey(string key, out int entry)
    {
        entry = 0;
        return key.StartsWith(KeyBegins, StringComparison.Ordinal) && int.TryParse(
            key.AsSpan(KeyBegins.Length), System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture, out entry);
    }

    /// <summary>
    /// Decides what was typed: the service that it names, else the incident's only one, or none where the incident has none; without a kind
    /// it is a setting.
    /// </summary>
    /// <param name="incident">Whose list.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">The services of the catalogue.</param>
    /// <param name="by">Who typed it.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<ServiceChange> Decide(
        Incident incident, ChangeCommand typed, IReadOnlyList<string> known, Person by, DateTimeOffset at)
    {
        var when = (typed.Note.At ?? new When(null, null, null)).Resolve(at, by.TimeZone);
        if (when.At is not { } happened)
            return new Refusal($"{when.Problem} Nothing was recorded. You wrote: {typed.Note.Text}");

        return ServiceIn(typed.Text, incident.Services, known) is { } service
            ? new ServiceChange(string.Empty, happened, service, null, string.Empty, typed.Text, null, by.Name)
            {
                Kind = typed.Kind ?? ChangeKind.Config,
                Origin = ChangeOrigin.Typed,
            }
            : new Refusal(
                "Nothing was recorded: I can't tell which service that was. Put its name first, such as "
                    + $"“{Kind(typed)}{Example(incident, known)}: {typed.Text}”.");
    }

    /// <summary>Says that a change without a time counts as of now, and what that means.</summary>
    public static Card TakenAsNow(Incident incident, ServiceChange change, DateTimeOffset asked)
    {
        var after = incident.At(Milestone.ImpactStart) is { } start && change.At > start
            ? " That is after the impact began, so it can't have caused it unless that time is wrong."
            : "";
        return Card.Of(
            $"{incident.Id}: no time was given, so the change counts as of now.{after} If it was earlier, edit the time of its entry. "
                + $"({When.ToTheSecond(asked)})");
    }

    private static string Kind(ChangeCommand typed) => typed.Kind is { } kind ? $"{Words.Of(kind)} " : string.Empty;

    /// <summary>The change as its entry in the timeline says now; words that left the record leave it here too.</summary>
    public static ServiceChange Follow(ServiceChange change, TimelineEntry entry) => change with
    {
        At = entry.At,
        Description = entry.IsRemoved ? null : ChangesCommands.BehindKind(entry.Text).Text,
        Url = entry.Permalink,
        Details = change.Details with { IsTakenBack = entry.IsWithdrawn || entry.IsRemoved },
    };

    private static string? ServiceIn(string text, IReadOnlyList<string> affected, IReadOnlyList<string> known)
    {
        var named = affected.Concat(known).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => (Name: name, At: PlaceOf(name, text)))
            .Where(found => found.At >= 0)
            .OrderBy(found => found.At).ThenByDescending(found => found.Name.Length)
            .Select(found => found.Name)
            .FirstOrDefault();
        return named ?? (affected.Count == 1 ? affected[0] : InFront(text) ?? (affected.Count == 0 ? string.Empty : null));
    }

    // Where a name stands as a whole word: "checkout" is not named by "checkout-worker".
    private static int PlaceOf(string name, string text)
    {
        for (var at = 0; (at = text.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + name.Length;
            if ((at == 0 || !IsOfName(text[at - 1])) && (end == text.Length || !IsOfName(text[end])))
                return at;
        }

        return -1;
    }

    private static bool IsOfName(char c) => char.IsLetterOrDigit(c) || c is '-' or '_';

    // A service that no catalogue knows can be named as in "checkout: lowered the limit".
    private static string? InFront(string text)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        return colon is > 0 and <= LongestService && text[..colon].All(c => IsOfName(c) || c == '.') ? text[..colon] : null;
    }

    private static string Example(Incident incident, IReadOnlyList<string> known) =>
        incident.Services.Concat(known).FirstOrDefault() ?? "checkout";
}
