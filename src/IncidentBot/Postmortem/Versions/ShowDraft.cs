using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Postmortem.Versions.Editing;
using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Postmortem.Versions;

/// <summary>Shows somebody privately what is in the draft, its versions, and in what two of them differ.</summary>
internal sealed class ShowDraft(PostmortemStore drafts, PostmortemStateStore states, ChatPlatforms platforms, DraftSettings settings)
{
    private const int MostVersions = 20, MostSections = 30, MostShown = 12_000;

    /// <summary>Shows the sections, each with a button that opens it.</summary>
    public async Task<Happened> SectionsAsync(Call call, CancellationToken cancellationToken)
    {
        if (await FindNewestAsync(call, cancellationToken) is not { } draft)
            return Happened.Refused(EditSection.NoDraft());

        var text = RichText.Of(
            $"{PostmortemRules.Name(draft)} has these sections. Press one to edit it. To read one here, type "
                + $"{CommandGrammar.Typed("postmortem read SECTION")}; for all of it as a file, {CommandGrammar.Typed("export")}.")
            .Then(DraftWords.Conflicts(draft));
        return Happened.Answered(
            new Card(text.ToPlainText(), [new Paragraph(text), new Buttons(DraftSectionButtons.Of(call.Incident.Id, draft, _ => true))]));
    }

    /// <summary>Shows the draft as far as a message takes it; what is too long for one is named.</summary>
    public async Task<Happened> ReadAllAsync(Call call, CancellationToken cancellationToken)
    {
        if (await FindNewestAsync(call, cancellationToken) is not { } draft)
            return Happened.Refused(EditSection.NoDraft());

        var (most, left) = (Limit(call), MostShown);
        var parts = new List<CardPart>();
        var tooLong = new List<string>();
        foreach (var section in DraftSections.Of(draft.Markdown))
        {
            if (section.Body.Length > most || section.Body.Length > left || parts.Count == MostSections)
            {
                tooLong.Add(DraftSectionButtons.Title(section));
                continue;
            }

            left -= section.Body.Length;
            parts.Add(new Paragraph(DraftText.Of(string.Join('\n', section.Lines))));
        }

        var rest = tooLong.Count == 0 ? "" : $"Too long to show here: {OneLine.Of(string.Join(", ", tooLong), 300)}. ";
        var hint = RichText.Of($"{rest}For all of it as a file, type {CommandGrammar.Typed("export")}.");
        var name = $"{PostmortemRules.Name(draft)} of the postmortem for {call.Incident.Id}.";
        return Happened.Answered(
            new Card($"{name} {hint.ToPlainText()} ({When.ToTheSecond(call.By.At)})", [.. parts, new SmallPrint(hint)]));
    }

    /// <summary>Shows one section.</summary>
    public async Task<Happened> ReadAsync(string heading, Call call, CancellationToken cancellationToken)
    {
        if (await FindNewestAsync(call, cancellationToken) is not { } draft)
            return Happened.Refused(EditSection.NoDraft());
        if (TypedSection.Find(draft, heading) is not { } place)
            return Happened.Refused(TypedSection.Unknown(draft, heading));

        var section = DraftSections.Of(draft.Given(settings.Templates.Roles))[place];
        var most = Limit(call);
        var body = section.Body.Length > most ? $"{section.Body[..most]}…" : section.Body;
        var text = new RichText([]).Bold($"{PostmortemRules.Name(draft)}, {DraftSectionButtons.Title(section)}").Plain("\n")
            .Then(DraftText.Of(body));
        var all = RichText.Of($"It is longer. To read all of it, type {CommandGrammar.Typed("export")}.");
        return Happened.Answered(
            new Card(
                text.ToPlainText(),
                [
                    new Paragraph(text),
                    .. section.Body.Length > most ? new CardPart[] { new SmallPrint(all) } : [],
                    new Buttons(DraftSectionButtons.Of(call.Incident.Id, draft, one => one.Key == section.Key)),
                ]));
    }

    /// <summary>Shows who made the versions, the newest first.</summary>
    public async Task<Happened> VersionsAsync(Call call, CancellationToken cancellationToken)
    {
        var (workspace, id) = (call.Work.Workspace, call.Incident.Id);
        var versions = await drafts.ListAsync(workspace, id, cancellationToken);
        if (versions.Count == 0)
            return Happened.Refused(EditSection.NoDraft());

        var published = (await states.FindAsync(workspace, id, cancellationToken)).Published?.Version;
        var lines = versions.Reverse().Take(MostVersions).Select(version => Line(version, published));
        var text = RichText.Joined("\n", lines);
        var hint = RichText.Of($"To see in what two of them differ, type {CommandGrammar.Typed("postmortem diff 1 2")}.");
        return Happened.Answered(new Card(text.ToPlainText(), [new Paragraph(text), new SmallPrint(hint)]));
    }

    /// <summary>Shows in what two versions differ: as a message where it is short, else as a file in the channel.</summary>
    public async Task<Happened> DiffAsync(int? from, int? to, Call call, CancellationToken cancellationToken)
    {
        var incident = call.Incident;
        if (await FindNewestAsync(call, cancellationToken) is not { } newest)
            return Happened.Refused(EditSection.NoDraft());

        var (first, second) = (from ?? newest.Version - 1, to ?? newest.Version);
        if (await drafts.FindAsync(call.Work.Workspace, incident.Id, first, cancellationToken) is not { } old
            || await drafts.FindAsync(call.Work.Workspace, incident.Id, second, cancellationToken) is not { } now)
            return Happened.Refused(
                $"Not both of these drafts exist. To see which there are, type {CommandGrammar.Typed("postmortem versions")}.");

        var diff = Diff(old, now);
        if (diff.Length == 0)
            return Happened.Refused($"{PostmortemRules.Name(old)} and {PostmortemRules.Name(now).ToLowerInvariant()} read the same.");
        if (diff.Length <= Limit(call))
            return Happened.Answered(Card.Of(RichText.Of(diff)));

        call.Work.Send(Upload(incident, old, now, diff, call.Work.Key));
        return Happened.Answered(
            Card.Of($"They differ in more than a message takes, so I'm uploading the diff into the channel of {incident.Id}."));
    }

    /// <summary>In what two versions differ; empty: in nothing.</summary>
    internal static string Diff(PostmortemDraft old, PostmortemDraft now) =>
        DraftDiff.Write(old.Markdown, now.Markdown, Name(old.Version), Name(now.Version));

    private static Outgoing Upload(Incident incident, PostmortemDraft old, PostmortemDraft now, string diff, string request) => new(
        $"{incident.Id}/diff/{request}",
        new UploadFile(
            IncidentBoard.Channel(incident),
            string.Create(CultureInfo.InvariantCulture, $"{incident.Id}-postmortem-v{old.Version}-v{now.Version}.diff"),
            $"{incident.Id} postmortem, {Name(old.Version)} and {Name(now.Version)}", diff,
            $"In what {Name(old.Version)} and {Name(now.Version)} of the postmortem for {incident.Id} differ."))
        {
            Lane = $"{incident.Id}/postmortem",
        };

    private static RichText Line(DraftVersion version, int? published)
    {
        var made = version.Author is { } author
            ? $"edited by {author.Name}{(version.MadeFrom is { } from ? $", from {Name(from)}" : string.Empty)}"
            : "assembled from the record";
        return new RichText([]).Bold($"D{Name(version.Version)[1..]}").Plain($": {made}, ").Time(version.At)
            .Plain(version.Version == published ? " (published)" : string.Empty);
    }

    private static string Name(int version) => string.Create(CultureInfo.InvariantCulture, $"draft {version}");

    private int Limit(Call call) => platforms.Of(call.Work.Platform).Limits.Paragraph - 200;

    private Task<PostmortemDraft?> FindNewestAsync(Call call, CancellationToken cancellationToken) =>
        drafts.FindNewestAsync(call.Work.Workspace, call.Incident.Id, cancellationToken);
}
