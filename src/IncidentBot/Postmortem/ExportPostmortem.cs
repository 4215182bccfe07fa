using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Postmortem.Versions.Editing;

namespace IncidentBot.Postmortem;

/// <summary>Uploads the draft into the incident's channel, brought up to date first.</summary>
internal sealed class ExportPostmortem(
    IncidentStore incidents, RenewDraft drafts, AuditCheck audit, ChannelWarnings warnings, PostmortemBoard board, DraftSettings settings)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<DraftAsked> Kind = DraftAsked.Kind("own/export-postmortem");

    /// <summary>Somebody asks for the file: it is made in a turn of its own.</summary>
    public static Happened Ask(Call call, FileForm form = FileForm.Markdown)
    {
        call.Work.Then(DraftAsked.By(call, Kind, form == FileForm.Markdown ? null : FileForms.Word(form)));
        return Happened.Nothing;
    }

    /// <summary>Assembles if anything has changed, and uploads; whoever asked from elsewhere is told where the file is.</summary>
    public async Task<Happened> HandleAsync(DraftAsked asked, Work work, CancellationToken cancellationToken)
    {
        var id = asked.Id;
        work.Origin = asked.Origin ?? work.Origin;
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident)
            return Happened.Nothing;

        var renewed = await drafts.RenewAsync(incident, work, cancellationToken);
        var (now, draft) = (renewed.Now, renewed.Draft);
        var form = FileForms.Read(asked.Form ?? string.Empty) ?? FileForm.Markdown;
        var heads = await audit.FindHeadsAsync(work.Workspace, id.Number, cancellationToken);
        work.Send(Upload(incident, form == FileForm.Markdown ? Text(id, now, heads) : Made(id, draft, form), work.Key));
        if (asked.Reply is not { } reply || IncidentBoard.IsReadBy(incident, reply))
            return Happened.Nothing;

        return Happened.Answered(
            Card.Of(
                $"{PostmortemRules.Name(draft)} of the postmortem for {id} is being uploaded to the incident's channel as "
                    + $"{FileForms.FileName(id, draft, form)}."),
            reply);
    }

    /// <summary>
    /// Takes the offer to export off the message that tells of a draft once its file is there; or tells the channel that it could not be
    /// uploaded, and how else it can be had.
    /// </summary>
    public async Task<Happened> OnSentAsync(IncidentId id, SentAction sent, Work work, CancellationToken cancellationToken)
    {
        if (sent.Action is not UploadFile upload
            || await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { Channel: not null } incident)
            return Happened.Nothing;

        if (sent.Outcome is NotSent { Error: FilesToSend.TooLarge } && ZipOf(incident, upload, sent.Key) is { } zip)
            work.Send(zip);
        else if (sent.Outcome is NotSent failed)
            await WarnAsync(incident, upload, failed, work, cancellationToken);
        else if (await drafts.LoadAsync(incident, work, cancellationToken) is { Draft: { } newest } now
            && FileForms.IsOf(id, newest, upload.FileName))
            await board.ShowExportedAsync(incident, now, upload.FileName, work, cancellationToken);

        return Happened.Nothing;
    }

    private async Task WarnAsync(Incident incident, UploadFile upload, NotSent failed, Work work, CancellationToken cancellationToken) =>
        await warnings.WarnAsync(
            work, incident, $"{incident.Id}/warning/{work.Key}",
            RichText.Of(
                $"{upload.FileName} could not be uploaded. {failed.Sentence} The draft is kept. To try again, type "
                    + $"{CommandGrammar.Typed("export")}, or run "
                    + $"{new CodeSpan(OnTheHost(incident, upload))} on the bot's host."),
            isFirst: false, cancellationToken);

    private static string Comment(IncidentId incident, DraftNow now)
    {
        var draft = $"{PostmortemRules.Name(now.Draft!)} of the postmortem for {incident}";
        var import = CommandGrammar.Mentioned("postmortem import");
        var back = $"To change it, edit the file and attach it to a message here that says {import}.";
        return now.State.Published?.Version == now.Draft!.Version ? $"{draft}, as it was published."
            : now.Draft.HasEdits ? $"{draft}. {back}"
            : $"{draft}, assembled from the record. Complete it together: causes, what went well, action items. {back}";
    }

    private static string OnTheHost(Incident incident, UploadFile upload) =>
        $"export {incident.Id} --format {FormOf(upload)} --out {upload.FileName}";

    // Packed, the same is smaller, and has the files beside it.
    private static Outgoing? ZipOf(Incident incident, UploadFile tooLarge, string key) =>
        FormOf(tooLarge) == FileForms.Word(FileForm.Zip)
            ? null
            : Upload(
                incident,
                tooLarge with
                {
                    FileName = Path.ChangeExtension(tooLarge.FileName, ".zip"),
                    Content = string.Empty,
                    Comment = $"{tooLarge.FileName} is too large to be uploaded. This zip has the draft as Markdown, the record as JSON "
                        + "and the files.",
                    MadeBy = ExportMaker.Of(incident.Id, FileForm.Zip),
                },
                $"{key}/zip");

    private static string FormOf(UploadFile upload) =>
        upload.MadeBy?.Of.Split(' ')[^1] ?? FileForms.Word(FileForm.Markdown);

    private UploadFile Text(IncidentId id, DraftNow now, AuditHeads heads) =>
        Made(id, now.Draft!, FileForm.Markdown) with
        {
            Content = DraftFile.Write(now.Draft!, settings.Templates.Roles, id, now.State.Published, heads),
            Comment = Comment(id, now),
            MadeBy = null,
        };

    private static UploadFile Made(IncidentId id, PostmortemDraft draft, FileForm form) =>
        new(
            ChannelTarget.From(string.Empty),
            FileForms.FileName(id, draft, form),
            $"{id} postmortem, {PostmortemRules.Name(draft).ToLowerInvariant()}",
            string.Empty,
            $"{PostmortemRules.Name(draft)} of the postmortem for {id}, as {FileForms.Said(form)}.",
            ExportMaker.Of(id, form));

    // One upload for each request: the same request worked twice uploads once. Always into the incident's own channel, since whoever may
    // not see a private incident may not see its postmortem.
    private static Outgoing Upload(Incident incident, UploadFile file, string request) =>
        new(
            request.StartsWith($"{incident.Id}/export/", StringComparison.Ordinal) ? request : $"{incident.Id}/export/{request}",
            file with { Channel = IncidentBoard.Channel(incident) })
        {
            For = SentPurposes.For(incident.Id, SentPurposes.Upload),
            Lane = $"{incident.Id}/postmortem",
        };
}
