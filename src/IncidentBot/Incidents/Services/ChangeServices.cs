using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents.Services;

/// <summary>Adds services to those that an incident is about, or removes some.</summary>
internal sealed class ChangeServices(IncidentOptions options)
{
    /// <summary>Changes them, tells the channel in one line, and the writer what the catalogue doesn't have.</summary>
    public Happened Handle(Incident incident, ServicesCommand command, Inbound by, Work work)
    {
        var decision = command.Adds
            ? ChangeServicesRules.DecideToAdd(incident, command.Names, options, by.Who, by.At)
            : ChangeServicesRules.DecideToRemove(incident, command.Names, by.Who, by.At);
        if (decision.Fact is not { } changed)
            return Happened.Refused(decision.Sentence);

        var now = IncidentBoard.Commit(work, incident, changed);
        IncidentBoard.Post(work, now, Line(changed, by.Who), by);
        var happened = Happened.To(incident, changed);
        return ChangeServicesRules.Remark(changed, options) is { } remark ? happened.Answering(Card.Of(remark)) : happened;
    }

    private static RichText Line(ServicesChanged changed, Person by)
    {
        var text = new RichText([]).Person(by.Id, by.Name);
        return changed.Added.Count > 0
            ? text.Plain(" added ").Bold(string.Join(", ", changed.Added)).Plain(" to the services.")
            : text.Plain(" removed ").Bold(string.Join(", ", changed.Removed)).Plain(" from the services.");
    }
}

/// <summary>Which services an incident is about.</summary>
internal static class ChangeServicesRules
{
    /// <summary>The most services of one incident.</summary>
    public const int Most = 20;

    /// <summary>
    /// Decides on services to add. One that the catalogue doesn't have is taken, since an incident may be about it; but not what looks like
    /// a typing error, unless it stands in quotation marks.
    /// </summary>
    public static Decision<ServicesChanged> DecideToAdd(
        Incident incident, string typed, IncidentOptions options, Person by, DateTimeOffset at)
    {
        var names = TypedNames.Read(typed, options.Services);
        if (names.Count == 0)
            return new Refusal(ServiceCommands.Service.Refuse("Say which service to add.").Sentence);
        if (names.FirstOrDefault(name => name.Text.Length > CatalogueService.LongestName) is { } longest)
            return new Refusal(
                $"A service's name has at most {CatalogueService.LongestName} characters, so nothing was added; shorten "
                    + $"“{OneLine.Of(longest.Text, 40)}”.");
        if (names.Select(name => Doubt(name, options)).OfType<RichText>().FirstOrDefault() is { } doubt)
            return new Refusal(doubt);

        List<string> added =
        [
            .. names.Select(name => options.Service(name.Text) ?? name.Text).Except(incident.Services, StringComparer.OrdinalIgnoreCase),
        ];
        if (added.Count == 0)
            return new AlreadySo($"{incident.Id} already names {string.Join(", ", names.Select(name => name.Text))}.");

        return incident.Services.Count + added.Count > Most
            ? new Refusal($"An incident names at most {Most} services; {incident.Id} already names {incident.Services.Count}. Name the "
                + "few that are affected most.")
            : new ServicesChanged(by, at, added, []);
    }

    /// <summary>Decides on services to remove.</summary>
    public static Decision<ServicesChanged> DecideToRemove(Incident incident, string typed, Person by, DateTimeOffset at)
    {
        var names = TypedNames.Read(typed, incident.Services);
        var gone = incident.Services.Where(name => names.Any(one => Same(one.Text, name))).ToList();
        var strange = names.FirstOrDefault(name => !incident.Services.Any(one => Same(one, name.Text)));
        if (strange is null && gone.Count > 0)
            return new ServicesChanged(by, at, [], gone);

        var named = incident.Services.Count == 0 ? "It names no service" : $"It names {string.Join(", ", incident.Services)}";
        return new Refusal(
            $"{incident.Id} doesn't name the service “{OneLine.Of(strange?.Text ?? typed, 40)}”, so nothing was removed. {named}.");
    }

    /// <summary>What the writer should know of the added services; null: nothing.</summary>
    public static RichText? Remark(ServicesChanged changed, IncidentOptions options)
    {
        var unknown = changed.Added.Where(name => options.Service(name) is null).ToList();
        return unknown.Count == 0
            ? null
            : RichText.Of(
                $"Added, but the catalogue doesn't have {string.Join(", ", unknown)}, so its deploys, links and owners aren't known.");
    }

    private static RichText? Doubt(TypedName name, IncidentOptions options)
    {
        if (name.IsQuoted || options.Service(name.Text) is not null || Words.Nearest(name.Text, options.Services) is not { } near)
            return null;

        return RichText.Of(
            $"There's no service “{OneLine.Of(name.Text, 60)}” in the catalogue, so nothing was added. Did you mean “{near}”? "
                + $"To add it as you wrote it, put it in quotation marks: "
                + $"{CommandGrammar.Typed($"service add \"{OneLine.Of(name.Text, 60)}\"")}.");
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
