using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;

namespace IncidentBot.Tests.Postmortem;

public sealed class AssemblePostmortemTests
{
    [Fact]
    public async Task The_first_draft_is_kept_and_told_to_the_channel()
    {
        await using var bot = await (await StoredIncident.CreateAsync()).WithRecordAsync();

        var work = await AssembleAsync(bot, by: null);

        var told = Assert.Single(work.Outgoing);
        var card = Assert.IsType<PostCard>(told.Action);
        Assert.Equal("INC-7/postmortem/1", told.Key);
        Assert.Equal("C7", card.Channel.Known);
        Assert.StartsWith("Draft 1 of the postmortem is ready.", card.Card.Text, StringComparison.Ordinal);
        Assert.Equal(["Read the draft"], Assert.Single(card.Card.Parts.OfType<Buttons>()).Items.Select(button => button.Label));
        var draft = await NewestAsync(bot);
        Assert.Equal((1, StoredIncident.Now), (draft!.Version, draft.AssembledAt));
        Assert.Equal(PostmortemDocument.Assemble(await bot.Get<PostmortemRecords>().ReadAsync(await bot.LoadAsync(), default)), draft.Markdown);
    }

    [Fact]
    public async Task Again_without_a_change_makes_no_version_and_tells_only_the_asker()
    {
        await using var bot = await (await StoredIncident.CreateAsync()).WithRecordAsync();
        await AssembleAsync(bot, by: null);

        var again = await AssembleAsync(bot, StoredIncident.By, StoredIncident.Now.AddHours(3));

        var answer = Assert.IsType<Answer>(Assert.Single(again.Outgoing).Action);
        Assert.StartsWith("Draft 1 of the postmortem is up to date", answer.Card.Text, StringComparison.Ordinal);
        Assert.Empty(again.Batch.Writes);
        Assert.Equal(1, (await NewestAsync(bot))!.Version);
    }

    [Fact]
    public async Task Own_work_without_a_change_is_silent()
    {
        await using var bot = await StoredIncident.CreateAsync();
        await AssembleAsync(bot, by: null);

        Assert.Empty((await AssembleAsync(bot, by: null)).Outgoing);
    }

    [Fact]
    public async Task A_changed_record_makes_the_next_version()
    {
        await using var bot = await StoredIncident.CreateAsync();
        await AssembleAsync(bot, by: null);
        await bot.AddAsync(SampleRecord.Timeline[0]);

        var work = await AssembleAsync(bot, StoredIncident.By);

        Assert.Equal("INC-7/postmortem/2", Assert.Single(work.Outgoing).Key);
        Assert.Contains("Orders: error rate", (await NewestAsync(bot))!.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_uploads_the_newest_draft_into_the_incidents_channel()
    {
        await using var bot = await StoredIncident.CreateAsync();
        await AssembleAsync(bot, by: null);

        var work = await ExportAsync(bot);

        Assert.Equal("INC-7/export/" + work.Key, work.Outgoing[0].Key);
        var upload = Assert.IsType<UploadFile>(work.Outgoing[0].Action);
        Assert.Equal(("C7", "INC-7-postmortem-v1.md"), (upload.Channel.Known, upload.FileName));
        Assert.StartsWith((await NewestAsync(bot))!.Markdown, upload.Content, StringComparison.Ordinal);
        Assert.Single(work.Outgoing);
        Assert.Empty(work.Batch.Writes);
    }

    [Fact]
    public async Task An_export_without_a_draft_assembles_it_first()
    {
        await using var bot = await StoredIncident.CreateAsync();

        var work = await ExportAsync(bot);

        Assert.Equal("INC-7-postmortem-v1.md", Assert.IsType<UploadFile>(work.Outgoing[0].Action).FileName);
        Assert.Equal(1, (await NewestAsync(bot))!.Version);
    }

    [Fact]
    public async Task An_export_of_a_stale_draft_brings_it_up_to_date()
    {
        await using var bot = await StoredIncident.CreateAsync();
        await AssembleAsync(bot, by: null);
        await bot.SaveAsync(new SeverityChanged(SampleRecord.Ada, StoredIncident.Now, 1, 3));

        var upload = Assert.IsType<UploadFile>((await ExportAsync(bot)).Outgoing[0].Action);

        Assert.Equal("INC-7-postmortem-v2.md", upload.FileName);
        Assert.Contains("**Severity:** SEV3", upload.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_is_still_being_opened_is_waited_for()
    {
        await using var bot = await StoredIncident.CreateAsync(incident: SampleRecord.Incident with { Channel = null, ChannelName = null });

        var upload = Assert.IsType<UploadFile>((await ExportAsync(bot)).Outgoing[0].Action);

        Assert.Equal(IncidentKeys.Channel(StoredIncident.Id), upload.Channel.OpenedBy);
    }

    private static Task<IncidentBot.Delivery.Work> AssembleAsync(StoredIncident bot, Inbound? by, DateTimeOffset? now = null) =>
        bot.DoAsync(work => bot.Get<AssemblePostmortem>().HandleAsync(new DraftAsked(StoredIncident.Id.Number), work, default), by, now);

    private static Task<IncidentBot.Delivery.Work> ExportAsync(StoredIncident bot) =>
        bot.DoAsync(work => bot.Get<ExportPostmortem>().HandleAsync(new DraftAsked(StoredIncident.Id.Number), work, default), StoredIncident.By);

    private static Task<PostmortemDraft?> NewestAsync(StoredIncident bot) =>
        bot.Get<PostmortemStore>().FindNewestAsync(SampleRecord.Incident.Workspace, StoredIncident.Id, default);
}
