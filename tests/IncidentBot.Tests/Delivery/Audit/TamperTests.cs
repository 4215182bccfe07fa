using IncidentBot.Chat;
using IncidentBot.Delivery.Audit;
using IncidentBot.Store;

using static IncidentBot.Tests.Delivery.Audit.AuditScene;

namespace IncidentBot.Tests.Delivery.Audit;

/// <summary>Somebody with access to the database changes the record, and the check says which row it was.</summary>
public sealed class TamperTests
{
    private const string NewEntry = """
        INSERT INTO timeline_entry (workspace_id, incident, number, happened_at, recorded_at, kind, author, captured_by, words, permalink)
        SELECT workspace_id, incident, 99, happened_at, recorded_at, kind, author, captured_by, 'Never said', permalink FROM timeline_entry WHERE number = 1
        """;

    private const string NewFact = """
        INSERT INTO incident_fact (workspace_id, incident, number, kind, happened_at, by_person, body)
        SELECT workspace_id, incident, 99, kind, happened_at, by_person, body FROM incident_fact WHERE number = 1
        """;

    private const string NewSign = """
        INSERT INTO timeline_sign (workspace_id, incident, channel, ts, sign, person, happened_at, is_on, kind, by_person)
        SELECT workspace_id, incident, channel, ts, sign, 'U9', happened_at, 0, kind, by_person FROM timeline_sign LIMIT 1
        """;

    private const string NewDeploy = """
        INSERT INTO deploy (workspace_id, incident, deploy_key, pull, live_at, service, ref_name)
        SELECT workspace_id, incident, 'github:1', number, asked_at, 'checkout', 'v2' FROM deploy_pull LIMIT 1
        """;

    private const string NewContent = """
        INSERT INTO file_content (workspace_id, sha256, size, content)
        VALUES ('T1', '9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0', 3, CAST('aaa' AS BLOB))
        """;

    // The person "9": as the bot writes them.
    private const string Somebody = """
        '{"id":"U9","name":"Nobody","timeZone":"UTC"}'
        """;

    [Fact]
    public async Task A_record_that_nobody_touched_is_what_the_chain_says()
    {
        await using var scene = await BusyAsync();
        Assert.Empty(await ProblemsAsync(scene));
        foreach (var table in scene.Get<RecordReader>().Tables.Where(table => table.Name is not ("deploy" or "change_decision" or "change_answer" or "postmortem_pull" or "left_sentence" or "early_sign" or "signal_check" or "finding")))
            Assert.True(await CountAsync(scene, table.Name) > 0, $"The scene has no {table.Name}.");
    }

    [Theory]
    [InlineData("UPDATE timeline_entry SET words = 'Cache is fine' WHERE number = 1", "entry 1 of the timeline was changed after change ")]
    [InlineData("UPDATE timeline_entry SET words = '' WHERE number = 1", "entry 1 of the timeline was changed")]
    [InlineData("UPDATE cause SET words = 'Bad luck'", "why or factor 1 was changed")]
    [InlineData("UPDATE cause SET evidence = '[]'", "why or factor 1 was changed")]
    [InlineData("UPDATE cause_fact SET body = ''", "fact 1 of the whys and factors was changed")]
    [InlineData("UPDATE action_item SET words = 'Do nothing'", "action item 1 was changed")]
    [InlineData("UPDATE action_item SET due_on = '2030-01-01'", "action item 1 was changed")]
    [InlineData("UPDATE action_item SET state = 'done'", "action item 1 was changed")]
    [InlineData("UPDATE action_fact SET body = ''", "fact 1 of action item 1 was changed")]
    [InlineData("DELETE FROM action_fact", "fact 1 of action item 1 is missing")]
    [InlineData("UPDATE timeline_entry SET happened_at = '2026-03-02T08:00:00.0000000Z' WHERE number = 1", "entry 1 of the timeline was changed")]
    [InlineData("UPDATE timeline_entry SET recorded_at = 'yesterday' WHERE number = 1", "entry 1 of the timeline was changed")]
    [InlineData("UPDATE timeline_entry SET author = " + Somebody + " WHERE number = 1", "entry 1 of the timeline was changed")]
    [InlineData("UPDATE timeline_entry SET captured_by = " + Somebody + " WHERE number = 1", "entry 1 of the timeline was changed")]
    [InlineData("UPDATE timeline_entry SET kind = 'decision' WHERE number = 1", "entry 1 of the timeline was changed")]
    [InlineData("UPDATE timeline_entry SET permalink = 'https://evil.example' WHERE number = 1", "entry 1 of the timeline was changed")]
    [InlineData("UPDATE timeline_entry SET effect_key = NULL WHERE effect_key IS NOT NULL", "of the timeline was changed")]
    [InlineData("UPDATE timeline_entry SET ts = '99.9' WHERE number = 1", "entry 1 of the timeline is in the database, but no change recorded it")]
    [InlineData("UPDATE timeline_entry SET channel = 'C9' WHERE number = 1", "entry 1 of the timeline is missing")]
    [InlineData("UPDATE timeline_entry SET number = 77 WHERE number = 3", "entry 77 of the timeline is in the database, but no change recorded it")]
    [InlineData("DELETE FROM timeline_change; DELETE FROM timeline_entry WHERE number = 1", "entry 1 of the timeline is missing, which change ")]
    [InlineData(NewEntry, "entry 99 of the timeline is in the database, but no change recorded it")]
    [InlineData("UPDATE timeline_change SET latest = 'finding' WHERE field = 'kind'", "change 1 of entry 1 was changed")]
    [InlineData("UPDATE timeline_change SET changed_by = " + Somebody, "change 1 of entry 1 was changed")]
    [InlineData("DELETE FROM timeline_change", "change 1 of entry 1 is missing")]
    [InlineData("UPDATE timeline_sign SET by_person = " + Somebody + " WHERE ts = '17.1'", "the mark reaction:pushpin on message 17.1 was changed")]
    [InlineData("UPDATE timeline_sign SET person = 'U9' WHERE ts = '17.1'", "the mark reaction:pushpin on message 17.1 is missing")]
    [InlineData("UPDATE timeline_sign SET is_on = 0 WHERE ts = '17.1'", "the mark reaction:pushpin on message 17.1 is missing")]
    [InlineData("UPDATE timeline_sign SET kind = 'fix' WHERE ts = '17.1'", "the mark reaction:pushpin on message 17.1 was changed")]
    [InlineData("DELETE FROM timeline_sign WHERE ts = '17.1'", "the mark reaction:pushpin on message 17.1 is missing")]
    [InlineData(NewSign, "is in the database, but no change recorded it")]
    [InlineData("UPDATE timeline_revision SET words = 'Cache is fine'", "the words of message 17.1, written at ")]
    [InlineData("DELETE FROM timeline_revision", "the words of message 17.1, written at ")]
    [InlineData("UPDATE timeline_removal SET author = " + Somebody, "the deletion of message 17.2 was changed")]
    [InlineData("DELETE FROM timeline_removal", "the deletion of message 17.2 is missing")]
    [InlineData("UPDATE timeline_file SET name = 'cat.png'", "file F1 of message 17.1 was changed")]
    [InlineData("UPDATE timeline_file SET place = 3", "file F1 of message 17.1 was changed")]
    [InlineData("UPDATE timeline_file SET state = 'removed'", "file F1 of message 17.1 was changed")]
    [InlineData("UPDATE timeline_file SET file_id = 'F2'", "file F1 of message 17.1 is missing")]
    [InlineData("UPDATE file_content SET content = CAST('another pic' AS BLOB)", "the content of file F1 of message 17.1 is not what was kept")]
    [InlineData(NewContent + "; UPDATE timeline_file SET size = 3, sha256 = '9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0'", "file F1 of message 17.1 was changed")]
    [InlineData("UPDATE incident SET title = 'Nothing happened'", "the incident's own row (title, severity, status, roles, times, channel) was changed")]
    [InlineData("UPDATE incident SET severity = 4", "the incident's own row")]
    [InlineData("UPDATE incident SET status = 'cancelled'", "the incident's own row")]
    [InlineData("UPDATE incident SET declared = '2026-03-02T07:00:00.0000000Z'", "the incident's own row")]
    [InlineData("UPDATE incident SET acknowledged = NULL", "the incident's own row")]
    [InlineData("UPDATE incident SET mitigated = declared", "the incident's own row")]
    [InlineData("UPDATE incident SET roles = '{}'", "the incident's own row")]
    [InlineData("UPDATE incident SET impact = 'None'", "the incident's own row")]
    [InlineData("UPDATE incident SET visibility = 'private'", "the incident's own row")]
    [InlineData("UPDATE incident SET started_by = " + Somebody, "the incident's own row")]
    [InlineData("UPDATE incident SET status_sentence = NULL", "the incident's own row")]
    [InlineData("UPDATE incident SET last_update = NULL", "the incident's own row")]
    [InlineData("UPDATE incident SET drill = 1", "the incident's own row")]
    [InlineData("UPDATE incident SET channel_name = 'elsewhere'", "the incident's own row")]
    [InlineData("UPDATE incident_fact SET body = REPLACE(body, 'Checkout', 'Search') WHERE number = 1", "fact 1 was changed after change 1 (IncidentStarted, ")]
    [InlineData("UPDATE incident_fact SET happened_at = '2026-03-02T07:00:00.0000000Z' WHERE number = 2", "fact 2 was changed")]
    [InlineData("UPDATE incident_fact SET by_person = 'U9' WHERE kind = 'RoleGiven'", " was changed")]
    [InlineData("UPDATE incident_fact SET kind = 'StatusTold' WHERE kind = 'StatusChanged'", " was changed")]
    [InlineData("DELETE FROM incident_fact WHERE kind = 'RoleGiven'", " is missing, which change ")]
    [InlineData(NewFact, "fact 99 is in the database, but no change recorded it")]
    [InlineData("UPDATE evidence SET permalink = 'https://evil.example'", "the link to the message INC-1/")]
    [InlineData("DELETE FROM evidence", "the link to the message INC-1/")]
    [InlineData("UPDATE checklist SET shown_phase = 'learn'", "the checklist was changed")]
    [InlineData("UPDATE checklist_step SET state = 'open' WHERE step = 'commander'", "step commander of the checklist was changed")]
    [InlineData("UPDATE checklist_step SET done_by = " + Somebody + " WHERE step = 'commander'", "step commander of the checklist was changed")]
    [InlineData("UPDATE checklist_step SET words = 'Do nothing' WHERE step = 'commander'", "step commander of the checklist was changed")]
    [InlineData("UPDATE checklist_step SET answer = 'Nobody' WHERE is_question = 1", "of the checklist was changed")]
    [InlineData("DELETE FROM checklist_step WHERE step = 'commander'", "step commander of the checklist is missing")]
    [InlineData("UPDATE checklist_step SET position = position + 100", "of the checklist was changed")]
    [InlineData("UPDATE checklist_fact SET body = REPLACE(body, 'commander', 'impact')", "of the checklist was changed")]
    [InlineData("DELETE FROM checklist_fact", "of the checklist is missing")]
    [InlineData("UPDATE deploy_pull SET window_from = window_to", "round 1 of asking for deploys was changed")]
    [InlineData(NewDeploy, "deploy github:1 is in the database, but no change recorded it")]
    [InlineData("DELETE FROM deploy_pull", "round 1 of asking for deploys is missing")]
    [InlineData("UPDATE postmortem SET markdown = REPLACE(markdown, 'Checkout', 'Search')", "draft 1 was changed after change ")]
    [InlineData("UPDATE postmortem SET assembled_at = '2026-03-02T07:00:00.0000000Z'", "draft 1 was changed")]
    [InlineData("UPDATE postmortem SET machine_text = 'Nothing'", "draft 1 was changed")]
    [InlineData("UPDATE postmortem SET made_by = " + Somebody, "draft 1 was changed")]
    [InlineData("UPDATE postmortem SET made_from = 1", "draft 1 was changed")]
    [InlineData("DELETE FROM postmortem", "draft 1 is missing")]
    [InlineData("UPDATE postmortem_state SET stage = 'published'", "the state of the postmortem was changed")]
    [InlineData("UPDATE postmortem_state SET published_version = 1", "the state of the postmortem was changed")]
    [InlineData("DELETE FROM postmortem_state", "the state of the postmortem is missing")]
    [InlineData("UPDATE postmortem_reviewer SET approved_version = 1", "reviewer U2 of the postmortem was changed")]
    [InlineData("UPDATE postmortem_reviewer SET person_id = 'U9'", "reviewer U9 of the postmortem is in the database, but no change recorded it")]
    [InlineData("DELETE FROM postmortem_reviewer", "reviewer U2 of the postmortem is missing")]
    [InlineData("UPDATE update_reminder SET stopped = 1", "the plan of reminders was changed")]
    [InlineData("DELETE FROM update_reminder", "the plan of reminders is missing")]
    public async Task A_changed_row_is_named(string sql, string problem)
    {
        await using var scene = await BusyAsync();
        await TamperAsync(scene, sql);
        var problems = await ProblemsAsync(scene);
        Assert.Contains(problems, one => one.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE left_sentence SET words = 'Sam forgot it.'", "sentence 1 that was left as it is was changed")]
    [InlineData("UPDATE left_sentence SET reason = 'It is true'", "sentence 1 that was left as it is was changed")]
    [InlineData("UPDATE left_sentence SET left_by = " + Somebody, "sentence 1 that was left as it is was changed")]
    [InlineData("UPDATE left_sentence SET left_at = '2026-03-02T07:00:00.0000000Z'", "sentence 1 that was left as it is was changed")]
    [InlineData("UPDATE left_sentence SET words = '', reason = ''", "sentence 1 that was left as it is")]
    [InlineData("DELETE FROM left_sentence", "sentence 1 that was left as it is is missing")]
    public async Task A_changed_left_sentence_is_named(string sql, string problem)
    {
        await using var scene = await LeftAsync();
        Assert.Empty(await ProblemsAsync(scene));
        await TamperAsync(scene, sql);
        Assert.Contains(await ProblemsAsync(scene), one => one.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE early_sign SET words = 'All is well'", "the early sign of message 3.1 was changed")]
    [InlineData("UPDATE early_sign SET words = ''", "the early sign of message 3.1")]
    [InlineData("UPDATE early_sign SET happened_at = '2026-03-02T08:00:00.0000000Z'", "the early sign of message 3.1 was changed")]
    [InlineData("UPDATE early_sign SET bot = 'Nobody'", "the early sign of message 3.1 was changed")]
    [InlineData("UPDATE early_sign SET services = '[]'", "the early sign of message 3.1 was changed")]
    [InlineData("UPDATE early_sign SET permalink = 'https://evil.example'", "the early sign of message 3.1 was changed")]
    [InlineData("DELETE FROM early_sign", "the early sign of message 3.1 is missing")]
    public async Task A_changed_early_sign_is_named(string sql, string problem)
    {
        await using var scene = await SignedAsync();
        Assert.Empty(await ProblemsAsync(scene));
        await TamperAsync(scene, sql);
        Assert.Contains(await ProblemsAsync(scene), one => one.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE deploy SET ref_name = 'v3'", "deploy k1 was changed")]
    [InlineData("UPDATE change_decision SET reason = 'Because' WHERE number = 1", "decision 1 about a change was changed")]
    [InlineData("UPDATE change_decision SET verdict = 'considered' WHERE number = 2", "decision 2 about a change was changed")]
    [InlineData("UPDATE change_decision SET decided_by = " + Somebody + " WHERE number = 2", "decision 2 about a change was changed")]
    [InlineData("DELETE FROM change_decision WHERE number = 1", "decision 1 about a change is missing")]
    [InlineData("UPDATE change_answer SET score_declared = 99", "the answer about the cause was changed")]
    [InlineData("UPDATE change_answer SET answer = 'not-a-change'", "the answer about the cause was changed")]
    [InlineData("UPDATE change_answer SET other_key = 'x'", "the answer about the cause was changed")]
    [InlineData("UPDATE change_answer SET other_declared = 99", "the answer about the cause was changed")]
    [InlineData("UPDATE change_answer SET other_end = 99", "the answer about the cause was changed")]
    [InlineData("DELETE FROM change_answer", "the answer about the cause is missing")]
    public async Task A_changed_decision_is_named(string sql, string problem)
    {
        await using var scene = await DecidedAsync();
        Assert.Empty(await ProblemsAsync(scene));
        await TamperAsync(scene, sql);
        Assert.Contains(await ProblemsAsync(scene), one => one.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE timeline_entry SET happened_at = X'01' WHERE number = 1", "entry 1 of the timeline was changed")]
    [InlineData("UPDATE incident SET declared = X'00'", "the incident's own row")]
    [InlineData("UPDATE audit_link SET happened_at = 'x' WHERE seq = 2", "one of its links holds what the program never writes")]
    [InlineData("UPDATE audit_link SET hash = X'00ff' WHERE seq = 2", "one of its links holds what the program never writes")]
    [InlineData("UPDATE audit_link SET covers = X'00ff' WHERE seq = 2", "one of its links holds what the program never writes")]
    [InlineData("UPDATE audit_words SET words = X'00ff' WHERE seq = 2", "one of its links holds what the program never writes")]
    [InlineData("UPDATE audit_link SET kind = 'MessageRemoved', covers = '{\"erases\":{\"subject\":\"x\",\"words\":[null]}}' WHERE seq = 2", "change 2 (MessageRemoved, ")]
    [InlineData("UPDATE audit_link SET kind = 'MessageRemoved', covers = '{\"erases\":{\"subject\":null}}' WHERE seq = 2", "change 2 (MessageRemoved, ")]
    [InlineData("UPDATE audit_link SET covers = '{\"rows\":[null, {}]}' WHERE seq = 2", "change 2 (")]
    public async Task What_the_program_never_writes_is_found_out_and_does_not_end_the_check(string sql, string problem)
    {
        await using var scene = await BusyAsync();
        await TamperAsync(scene, sql);
        Assert.Contains(problem, string.Join('\n', await ProblemsAsync(scene)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_have_changed_places_are_named()
    {
        await using var scene = await BusyAsync();
        await scene.TypeAsync("note Called the network team");
        await TamperAsync(
            scene, "UPDATE timeline_entry SET number = 100 WHERE number = 3", "UPDATE timeline_entry SET number = 3 WHERE number = 4",
            "UPDATE timeline_entry SET number = 4 WHERE number = 100");
        var problems = await ProblemsAsync(scene);
        Assert.Contains(problems, one => one.StartsWith("entry 3 of the timeline was changed", StringComparison.Ordinal));
        Assert.Contains(problems, one => one.StartsWith("entry 4 of the timeline was changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_that_was_put_back_to_what_it_was_before_is_named()
    {
        await using var scene = await BusyAsync();
        await TamperAsync(scene, "CREATE TABLE spare AS SELECT * FROM incident");
        await scene.TypeAsync("status mitigated Restarted");
        await TamperAsync(scene, "UPDATE incident SET (version, status, mitigated) = (SELECT version, status, mitigated FROM spare)");
        Assert.Contains("the incident's own row", Assert.Single(await ProblemsAsync(scene)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_their_author_took_away_do_not_come_back()
    {
        await using var scene = await BusyAsync();
        await TamperAsync(scene, "CREATE TABLE spare AS SELECT * FROM timeline_revision", "CREATE TABLE salts AS SELECT * FROM audit_words");
        await DeleteAsync(scene, Message);
        Assert.Empty(await ProblemsAsync(scene));

        await TamperAsync(scene, "UPDATE timeline_entry SET words = 'Cache is gone' WHERE number = 1");
        Assert.Contains("entry 1 of the timeline has words, though change ", Assert.Single(await ProblemsAsync(scene)), StringComparison.Ordinal);
        await TamperAsync(scene, "UPDATE timeline_entry SET words = '' WHERE number = 1", "INSERT INTO timeline_revision SELECT * FROM spare");
        Assert.Contains("is back, though change ", Assert.Single(await ProblemsAsync(scene)), StringComparison.Ordinal);
        await TamperAsync(scene, "DELETE FROM timeline_revision", "INSERT OR IGNORE INTO audit_words SELECT * FROM salts");
        Assert.Contains("is back, though change ", Assert.Single(await ProblemsAsync(scene)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erasure_excuses_nothing_but_what_it_names()
    {
        await using var scene = await BusyAsync();
        await DeleteAsync(scene, Message);
        await TamperAsync(scene, "DELETE FROM audit_words WHERE seq = 1");
        Assert.Contains("the text of change 1 (IncidentStarted, ", Assert.Single(await ProblemsAsync(scene)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MessageRemoved", "", null)]
    [InlineData("MessageRemoved", "C-inc-1/17.1", null)]
    [InlineData("MessageForgotten", "", """{"erases":{"subject":"","words":[{"seq":1,"hash":"HASH"}]}}""")]
    [InlineData("MessageRemoved", "C-inc-1/17.1", """{"erases":{"subject":"C-inc-1/17.1","words":[{"seq":1,"hash":"HASH"}]}}""")]
    [InlineData("DraftsWithdrawn", "", """{"erases":{"subject":"","below":9,"words":[{"seq":1,"hash":"HASH"}]}}""")]
    [InlineData("StatusTold", "", """{"erases":{"subject":"","words":[{"seq":1,"hash":"HASH"}]}}""")]
    public async Task A_link_that_somebody_appended_with_the_right_hashes_excuses_no_missing_words(string kind, string subject, string? covers)
    {
        await using var scene = await BusyAsync();
        await TamperAsync(scene, "DELETE FROM audit_words WHERE seq = 1");
        await AppendAsync(scene, kind, subject, covers);
        Assert.NotEmpty(await ProblemsAsync(scene));
    }

    [Fact]
    public async Task What_was_erased_after_a_head_is_told()
    {
        await using var scene = await BusyAsync();
        var head = (await VerifyAsync(scene)).Head;
        await DeleteAsync(scene, Message);
        var report = await VerifyAsync(scene);
        Assert.True(report.IsIntact);
        Assert.Equal(head.Hash, report.Hashes[(int)head.Seq - 1]);
        var later = report.Erasures.Where(erasure => erasure.Seq > head.Seq).ToList();
        Assert.Contains(later, erasure => erasure.Kind == "MessageRemoved" && erasure.Of.Any(seq => seq <= head.Seq));
    }

    [Fact]
    public async Task Drafts_that_lost_words_are_explained_and_are_still_covered()
    {
        await using var scene = await BusyAsync();
        await DeleteAsync(scene, Message);
        await scene.PassAsync(TimeSpan.FromMinutes(2));
        Assert.True(await CountAsync(scene, "postmortem") > 1);
        Assert.Empty(await ProblemsAsync(scene));
        await TamperAsync(scene, "UPDATE postmortem SET markdown = 'Nothing' WHERE version = 1");
        Assert.StartsWith("draft 1 was changed after change ", Assert.Single(await ProblemsAsync(scene)), StringComparison.Ordinal);
        await TamperAsync(scene, "UPDATE postmortem SET markdown = 'Nothing' WHERE version = 2");
        Assert.Contains(await ProblemsAsync(scene), problem => problem.StartsWith("draft 2 was changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_link_of_a_draft_carries_its_hash()
    {
        await using var scene = await BusyAsync();
        var words = await scene.Get<Database>().QueryAsync<string>(
            "SELECT w.words FROM audit_words w JOIN audit_link l ON l.incident = w.incident AND l.seq = w.seq WHERE l.kind = 'DraftAssembled'", null, default);
        var markdown = (await scene.Get<Database>().QueryAsync<string>("SELECT markdown FROM postmortem WHERE version = 1", null, default))[0];
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(markdown)));
        Assert.Equal($"version 1, SHA-256 {hash}", Assert.Single(words));
    }

    [Fact]
    public async Task Every_column_of_every_table_is_covered_or_belongs_to_no_record()
    {
        await using var scene = await Scene.SetAsync();
        string[] work = ["inbox", "outbox", "sent", "mention", "sweep", "schema_version", "audit_link", "audit_words", "audit_salt", "audit_store", "audit_pending", "audit_key", "file_content", "checklist_seen", "catchup", "change_seen", "change_post", "change_history", "alert_message", "access_token", "change_ranking", "action_snooze", "cause_tree", "hypothesis_board", "provider_watch", "pattern_board", "nudge_setting"];
        var tables = scene.Get<RecordReader>().Tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
        var columns = await scene.Get<Database>().QueryAsync<string>(
            "SELECT t.name || '.' || c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'", null, default);

        var open = columns.Select(column => (Table: column.Split('.')[0], Column: column.Split('.')[1]))
            .Where(one => !work.Contains(one.Table) && !one.Table.StartsWith("search_", StringComparison.Ordinal) && !one.Table.StartsWith("home_", StringComparison.Ordinal))
            .Where(one => one.Column is not ("workspace_id" or "incident"))
            .Where(one => !tables.TryGetValue(one.Table, out var table)
                || !(table.Columns.Any(column => column.Name == one.Column) || table.Uncovered.Contains(one.Column)));
        Assert.Empty(open);
    }

    // As somebody would who knows how hashes are made.
    private static async Task AppendAsync(Scene scene, string kind, string subject, string? covers)
    {
        var head = (await scene.Get<Database>().QueryAsync<LinkRow>("SELECT seq, hash, words_hash FROM audit_link ORDER BY seq DESC", null, default))[0];
        var first = (await scene.Get<Database>().QueryAsync<LinkRow>("SELECT seq, hash, words_hash FROM audit_link WHERE seq = 1", null, default))[0];
        var text = covers?.Replace("HASH", first.WordsHash, StringComparison.Ordinal);
        var link = new AuditLink(head.Seq + 1, ManualTime.Start, kind, subject, "", "bot", AuditLink.HashOf("salt", ""), text);
        var batch = new Batch();
        batch.Add(
            "INSERT INTO audit_link (workspace_id, incident, seq, happened_at, kind, subject, by_person, source, words_hash, hash, covers) VALUES ('T1', 1, @Seq, @At, @Kind, @Subject, @By, @Source, @WordsHash, @Hash, @Covers)",
            new { link.Seq, link.At, link.Kind, link.Subject, link.By, link.Source, link.WordsHash, Hash = link.HashAfter("T1", 1, head.Hash), link.Covers });
        batch.Add("INSERT INTO audit_words (workspace_id, incident, seq, subject, salt, words) VALUES ('T1', 1, @Seq, @Subject, 'salt', '')", new { link.Seq, link.Subject });
        Assert.Equal(CommitResult.Committed, await scene.Get<Database>().CommitAsync(batch, default));
    }

    private sealed class LinkRow
    {
        public long Seq { get; init; }

        public string Hash { get; init; } = string.Empty;

        public string WordsHash { get; init; } = string.Empty;
    }
}
