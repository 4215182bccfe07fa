using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Posts an update in the incident's channel; wherever the incident was announced, its announcement follows.</summary>
internal sealed class GiveUpdate
{
    /// <summary>What an update says that has no news.</summary>
    public const string NothingNew = "Nothing new.";

    /// <summary>Tells them.</summary>
    public static Happened Handle(Incident incident, string? text, Inbound by, Work work)
    {
        var decision = GiveUpdateRules.Decide(incident, text, by.Who, by.At);
        if (decision.Fact is { } given)
        {
            var now = IncidentBoard.Commit(work, incident, given);
            IncidentBoard.Post(work, now, Line(given, by.Who), by);
        }

        return Happened.Of(incident, decision);
    }

    /// <summary>Puts on record that there is nothing new: an update, but told in the thread of the incident's card.</summary>
    public static Happened HandleNothingNew(Incident incident, Inbound by, Work work)
    {
        var decision = GiveUpdateRules.DecideNothingNew(incident, by.Who, by.At);
        if (decision.Fact is { } given)
        {
            var now = IncidentBoard.Commit(work, incident, given);
            IncidentBoard.PostBelowCard(work, now, Line(given, by.Who), by);
        }

        return Happened.Of(incident, decision);
    }

    private static RichText Line(UpdateGiven given, Person by) => new RichText([])
        .Bold($"Update {given.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)}").Plain(" from ")
        .Person(by.Id, by.Name).Plain($": {given.Text}");
}

/// <summary>Whether an update is given.</summary>
internal static class GiveUpdateRules
{
    /// <summary>The longest update; characters. A message that people are to read at a glance.</summary>
    public const int MaxLength = 2000;

    /// <summary>Decides on an update that has no news.</summary>
    public static Decision<UpdateGiven> DecideNothingNew(Incident incident, Person by, DateTimeOffset at)
    {
        var decision = Decide(incident, GiveUpdate.NothingNew, by, at);
        return decision.Fact is { } given ? given with { IsQuiet = true } : decision;
    }

    /// <summary>Decides on an update.</summary>
    public static Decision<UpdateGiven> Decide(Incident incident, string? text, Person by, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new Refusal($"Say how things are going, for example {CommandGrammar.Typed(IncidentCommands.Update.Example)}.");

        if (text.Trim().Length > MaxLength)
            return new Refusal(
                $"An update can have at most {MaxLength} characters; this one has {text.Trim().Length}. "
                    + $"Say the main thing in a few sentences; put details in notes. Your text: {text.Trim()}");

        return incident.Status >= IncidentStatus.Closed
            ? new Refusal(
                $"{incident.Id} is {Words.Of(incident.Status)}. Reopen it first if there's news: "
                    + $"{CommandGrammar.Typed("status investigating")}.")
            : new UpdateGiven(by, at, (incident.LastUpdate?.Number ?? 0) + 1, text.Trim());
    }
}

/// <summary>The form that asks for an update.</summary>
internal static class UpdateForm
{
    /// <summary>Field: the words.</summary>
    public const string Text = "text";

    /// <summary>Asks for an update.</summary>
    public static Form Compose(IncidentId incident) =>
        new(IncidentFormIds.Update, $"Update on {incident}", "Tell everyone", IncidentButtons.Of(incident),
        [
            new TextField(
                Text, "How are things going?",
                "What people notice, what you're doing, and when the next update comes. “No change” is news too.", Multiline: true,
                MaxLength: GiveUpdateRules.MaxLength),
        ]);

    /// <summary>Why an incident that is over takes no update, while the words can still be kept in the form; null: it takes one.</summary>
    internal static RichText? Refuse(FormCall call) => call.About is { Status: >= IncidentStatus.Closed } over
        ? GiveUpdateRules.Decide(over, call.Value(Text), over.StartedBy, call.Now).Sentence
        : null;
}
