using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Blame;

namespace IncidentBot.Postmortem.Versions;

/// <summary>Tells how the draft stands, and offers what comes next.</summary>
internal static class DraftCard
{
    /// <summary>The card of the newest version, in the incident's channel, whose pinned card has the button that exports.</summary>
    public static Card Of(Incident incident, DraftNow now, bool hasRepository = false) =>
        Compose(incident, now, string.Empty, [], hasRepository);

    /// <summary>The same for somebody who asked from elsewhere.</summary>
    public static Card Elsewhere(Incident incident, DraftNow now) =>
        Compose(incident, now, $" for {incident.Id}", ExportOffered(incident), hasRepository: false);

    /// <summary>The card of a version whose file is in the channel.</summary>
    public static Card Exported(Incident incident, DraftNow now, string fileName, bool hasRepository)
    {
        if (now.State.Stage != DraftStage.Draft)
            return Compose(incident, now, string.Empty, [], hasRepository);

        var said = SaidExported(now, fileName);
        return new Card(
            said.ToPlainText(), [new Paragraph(said, Menu: Further(incident, now, hasRepository)), new Buttons([Read(incident)])]);
    }

    /// <summary>The answer to somebody who asks for a draft that is there already.</summary>
    public static Card UpToDate(Incident incident, DraftNow now) => Card.Of(
        RichText.Of(
            $"{PostmortemRules.Name(now.Draft!)} of the postmortem is up to date; nothing has changed since. To get it as a file, type "
                + $"{CommandGrammar.Typed("export")}. To edit it, type {CommandGrammar.Typed("postmortem edit")}."));

    private static Card Compose(
        Incident incident, DraftNow now, string whose, IReadOnlyList<Button> first, bool hasRepository)
    {
        var text = DraftWords.Said(incident, now, whose);
        IReadOnlyList<Button> review = now.State.Stage == DraftStage.InReview ? Review(incident, now) : [];
        return new Card(
            text.ToPlainText(),
            [
                new Paragraph(text, Menu: Further(incident, now, hasRepository)),
                new Buttons([.. review, Read(incident), .. first]),
            ]);
    }

    private static RichText SaidExported(DraftNow now, string fileName) => new RichText([])
        .Bold($"{PostmortemRules.Name(now.Draft!)} of the postmortem is ready")
        .Plain($" and was exported as {fileName}.")
        .Then(DraftWords.Conflicts(now.Draft!));

    /// <summary>The button that shows the draft to whoever presses it.</summary>
    public static Button Read(Incident incident) =>
        new(DraftButtonIds.ReadDraft, "Read the draft", IncidentButtons.Of(incident.Id), Spoken: $"Read the draft of {incident.Id}");

    private static IReadOnlyList<Button> ExportOffered(Incident incident) =>
        [new(IncidentButtonIds.ExportPostmortem, IncidentButtons.Export, incident.Id.ToString(), ButtonStyle.Primary)];

    private static IReadOnlyList<Button> Review(Incident incident, DraftNow now) =>
        [new(DraftButtonIds.ApproveDraft, "Approve", Value(incident, now), ButtonStyle.Primary, Spoken: "Approve the draft")];

    private static Menu Further(Incident incident, DraftNow now, bool hasRepository) => new(
        [
            new(DraftButtonIds.ListSections, "Edit a section", IncidentButtons.Of(incident.Id)),
            new(BlameButtonIds.Check, "Check for blame", IncidentButtons.Of(incident.Id)),
            new(DraftButtonIds.AskReview, "Ask for a review", IncidentButtons.Of(incident.Id)),
            Publish(incident, now),
            // A menu takes five; the versions can be typed.
            hasRepository
                ? new(PostmortemButtonIds.OpenPull, "Open a pull request", IncidentButtons.Of(incident.Id))
                : new(DraftButtonIds.ShowVersions, "Show the versions", IncidentButtons.Of(incident.Id)),
        ]);

    /// <summary>The button that publishes the newest version.</summary>
    public static Button Publish(Incident incident, DraftNow now) => new(
        DraftButtonIds.PublishDraft, "Publish the postmortem", Value(incident, now),
        Confirm: "Everybody who was told of the incident is told that this version is published. It stays as it is; you can publish a "
            + "newer one later.");

    /// <summary>What a button about the newest version carries.</summary>
    public static string Value(Incident incident, DraftNow now) =>
        IncidentButtons.Of(incident.Id, now.Draft!.Version.ToString(CultureInfo.InvariantCulture));
}
