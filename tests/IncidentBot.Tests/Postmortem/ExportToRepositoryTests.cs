using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports.Pulls;
using IncidentBot.Store;
using IncidentBot.Tests.Delivery.Audit;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Postmortem;

/// <summary>The postmortem in a pull request, as people ask for it and are told of it.</summary>
public sealed class ExportToRepositoryTests
{
    private const string Start = "start Checkout fails for @octocat, fixes #12 --sev 2";

    [Fact]
    public async Task It_is_off_unless_a_repository_is_set()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("export pr");

        Assert.StartsWith("No repository is set for postmortems.", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("postmortem");
        Assert.DoesNotContain(Buttons(scene), button => button.Action == PostmortemButtonIds.OpenPull);
        Assert.Empty(scene.Repository.Files);
    }

    [Fact]
    public async Task The_draft_is_put_there_and_the_channel_is_told_once()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync("export pr");

        var file = Assert.Single(scene.Repository.Files);
        Assert.Equal(("acme/pm", "incidentbot/postmortem/inc-1", "pm/2026/INC-1-checkout-fails-for-octocat-fixes-12.md", "Postmortem of INC-1, draft 1"), (file.Repository, file.Branch, file.Path, file.Message));
        Assert.StartsWith("# INC-1: Checkout fails", file.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("Audit trail", file.Content, StringComparison.Ordinal);
        Assert.Contains("- Severity: 2\n", file.Description, StringComparison.Ordinal);
        Assert.Contains("- Audit trail: ", file.Description, StringComparison.Ordinal);
        Assert.Empty(file.Former);
        Assert.Equal(["Draft 1 of the postmortem is in a pull request: acme/pm#12. Review and complete it there."], Told(scene));
        Assert.DoesNotContain(scene.Chat.Answers, answer => answer.To.Channel == Scene.Room);
    }

    [Fact]
    public async Task The_button_does_the_same_and_stands_there_only_where_a_repository_is_set()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync("postmortem");
        var button = Assert.Single(Buttons(scene), one => one.Action == PostmortemButtonIds.OpenPull);
        await scene.PressAsync(button.Action, button.Value);

        Assert.Single(scene.Repository.Files);
    }

    [Fact]
    public async Task Whoever_asks_again_is_told_that_nothing_has_changed_and_the_record_does_not_grow_by_it()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync("export pr");
        scene.Repository.OnPut = file => new InRepository("acme/pm", 12, new Uri("https://git.example/12"), RepositoryChange.None);
        await scene.TypeAsync("export pr");

        Assert.Equal("acme/pm#12 has draft 1 already; nothing has changed since.", scene.LastAnswer);
        Assert.Single(Told(scene));
        Assert.Equal([null, 12, null], (await PullsAsync(scene)).Select(pull => pull.Pull));
        Assert.Single(scene.Repository.Files.Select(file => file.Content).Distinct());
    }

    [Fact]
    public async Task A_newer_draft_names_what_was_written_before_and_keeps_its_path_though_the_title_changed()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync("export pr");
        await scene.TypeAsync("note Found it");
        scene.Repository.OnPut = file => new InRepository("acme/pm", 12, new Uri("https://git.example/12"), RepositoryChange.Merged);
        await scene.TypeAsync("export pr");

        Assert.Equal(scene.Repository.Files[0].Path, scene.Repository.Files[1].Path);
        Assert.Equal([scene.Repository.NameOf(scene.Repository.Files[0].Content)], scene.Repository.Files[1].Former);
        Assert.Equal("acme/pm#12 has draft 2 now, with what people changed there.", Told(scene)[^1]);
    }

    [Fact]
    public async Task What_an_earlier_try_did_before_the_bot_was_killed_is_told_once()
    {
        await using var scene = await SetAsync();
        scene.Repository.OnPut = file => new InRepository("acme/pm", 12, new Uri("https://git.example/12"), RepositoryChange.None);
        await scene.TypeAsync("export pr");
        await scene.TypeAsync("export pr");
        await scene.TypeAsync("note More");
        await scene.TypeAsync("export pr");

        Assert.Equal(["Draft 1 of the postmortem is in a pull request: acme/pm#12. Review and complete it there.", "acme/pm#12 has draft 2 now."], Told(scene));
    }

    [Fact]
    public async Task A_conflict_is_told_with_the_link_and_the_next_step()
    {
        await using var scene = await SetAsync();
        scene.Repository.OnPut = _ => new InConflict("acme/pm", new Uri("https://git.example/12"), IsForeign: false);
        await scene.TypeAsync("export pr");

        var card = scene.Chat.Done.Where(request => request.Key.Contains("/pull/", StringComparison.Ordinal)).Select(request => request.Action).OfType<PostCard>().Single().Card;
        Assert.Equal("Somebody changed pm/2026/INC-1-checkout-fails-for-octocat-fixes-12.md where draft 1 changes it too, so I left their text alone. To see the draft, type /incident export and bring its changes into the file by hand.", card.Text);
        Assert.Contains(new Uri("https://git.example/12"), ((Paragraph)card.Parts[0]).Text.Spans.OfType<LinkSpan>().Select(link => link.Address));
    }

    [Fact]
    public async Task A_refusal_is_told_to_whoever_asked_in_its_words()
    {
        await using var scene = await SetAsync();
        scene.Repository.OnPut = _ => new NotTaken("GitHub refused it: “No.”");
        await scene.TypeAsync("export pr");

        Assert.Equal("Draft 1 isn't in acme/pm. GitHub refused it: “No.”", scene.LastAnswer);
        Assert.Empty(Told(scene));
    }

    [Fact]
    public async Task What_cannot_be_done_now_is_tried_again_and_said_once()
    {
        await using var scene = await SetAsync();
        scene.Repository.OnPut = _ => new NotYet("GitHub could not be reached.", null);
        await scene.TypeAsync("export pr");
        Assert.StartsWith("Draft 1 isn't in acme/pm yet. GitHub could not be reached. I'll try again at ", scene.LastAnswer, StringComparison.Ordinal);

        await scene.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, scene.Repository.Files.Count);
        Assert.Single(scene.Chat.Answers, answer => answer.To.Channel == Scene.Room);
        scene.Repository.OnPut = new SceneRepository().OnPut;
        await scene.PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(3, scene.Repository.Files.Count);
        Assert.Single(Told(scene));
    }

    [Fact]
    public async Task What_never_becomes_possible_is_given_up_and_told()
    {
        await using var scene = await SetAsync();
        scene.Repository.OnPut = _ => new NotYet("GitHub could not be reached.", null);
        await scene.TypeAsync("export pr");
        await scene.PassAsync(TimeSpan.FromHours(12));

        Assert.Equal(PullRules.MostTries, scene.Repository.Files.Count);
        Assert.Equal("Draft 1 isn't in acme/pm. GitHub could not be reached.", scene.LastAnswer);
    }

    [Fact]
    public async Task A_newer_draft_takes_the_place_of_one_that_waits()
    {
        await using var scene = await SetAsync();
        scene.Repository.OnPut = _ => new NotYet("Later.", null);
        await scene.TypeAsync("export pr");
        await scene.TypeAsync("note More");
        await scene.TypeAsync("postmortem");
        scene.Repository.OnPut = new SceneRepository().OnPut;
        await scene.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Contains("More", scene.Repository.Files[^1].Content, StringComparison.Ordinal);
        Assert.Equal([1, 2, 2], (await PullsAsync(scene)).Select(pull => pull.Version));
    }

    [Fact]
    public async Task A_private_incident_goes_nowhere_unless_a_place_for_private_ones_is_set()
    {
        await using var scene = await SetAsync(start: "start Salaries leaked --private");
        await scene.TypeAsync("export pr");
        Assert.StartsWith("INC-1 is private, so its postmortem stays in its channel.", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("postmortem");
        Assert.DoesNotContain(Buttons(scene), button => button.Action == PostmortemButtonIds.OpenPull);
        Assert.Empty(scene.Repository.Files);

        await using var other = await SetAsync(new PostmortemOptions { Repository = "acme/pm", PrivateRepository = "acme/secret" }, "start Salaries leaked --private");
        await other.TypeAsync("export pr");
        Assert.Equal("acme/secret", Assert.Single(other.Repository.Files).Repository);
    }

    [Fact]
    public async Task An_incident_that_became_private_while_it_waited_goes_nowhere()
    {
        await using var scene = await SetAsync();
        scene.Repository.OnPut = _ => new NotYet("Later.", null);
        await scene.TypeAsync("export pr");
        await scene.HappenAsync(new ChannelSeen(Scene.Workspace, Sam, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Sam.Id), new ChannelLook(Scene.Room, ChannelState.Open, "inc-1", IsPrivate: true)));
        Assert.Equal(Visibility.Private, (await scene.IncidentAsync()).Visibility);
        await scene.PassAsync(TimeSpan.FromHours(12));

        Assert.Single(scene.Repository.Files);
    }

    [Fact]
    public async Task What_is_on_record_of_it_is_on_the_audit_trail()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync("export pr");

        Assert.Empty(await AuditScene.ProblemsAsync(scene));
        var batch = new Batch();
        batch.Add("UPDATE postmortem_pull SET url = 'https://evil.example/' WHERE number = 2");
        await scene.Get<Database>().CommitAsync(batch, default);
        Assert.StartsWith("row 2 of the postmortem's pull requests was changed", Assert.Single(await AuditScene.ProblemsAsync(scene)), StringComparison.Ordinal);
        Assert.Equal([(1, "acme/pm", (int?)null), (1, "acme/pm", 12)], (await PullsAsync(scene)).Select(pull => (pull.Version, pull.Repository, pull.Pull)));
    }

    [Theory]
    [InlineData("Checkout: 500s für alle — ÄÖÜ!", "checkout-500s-fur-alle-aou")]
    [InlineData("決済が失敗する", "incident")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("", "incident")]
    [InlineData("a very long title that goes on and on and on until nobody reads it", "a-very-long-title-that-goes-on-and-on-and-on-until")]
    public void A_title_becomes_a_piece_of_a_path(string title, string slug) => Assert.Equal(slug, PullRules.Slug(title));

    [Fact]
    public void Of_two_sides_of_which_one_changed_nothing_the_other_stands()
    {
        Assert.Equal("b\n", LineMerge.Merge("a\n", "b\n", "a\n"));
        Assert.Equal("b\n", LineMerge.Merge("a\n", "a\r\n", "b\n"));
        Assert.Equal("b", LineMerge.Merge("a\n", "b", "b\n"));
        Assert.Null(LineMerge.Merge("a\n", "b\n", "c\n"));
        Assert.Equal("# A\n\n## One\n\nours\n\n## Two\n\ntheirs\n", LineMerge.Merge("# A\n\n## One\n\na\n\n## Two\n\nb\n", "# A\n\n## One\n\na\n\n## Two\n\ntheirs\n", "# A\n\n## One\n\nours\n\n## Two\n\nb\n"));
    }

    [Theory]
    [InlineData("acme", null, null, "Postmortem:Repository is \"acme\", but a repository is written owner/name, such as acme/postmortems.")]
    [InlineData(null, "postmortems/{year}.md", null, "Postmortem:Path is \"postmortems/{year}.md\", but must hold {id}, so that each incident has a file of its own, such as postmortems/{year}/{id}-{slug}.md.")]
    [InlineData(null, "{id}/{month}.md", null, "Postmortem:Path is \"{id}/{month}.md\", but knows only {id}, {year} and {slug} in braces, such as postmortems/{year}/{id}-{slug}.md.")]
    [InlineData(null, "../{id}.md", null, "Postmortem:Path is \"../{id}.md\", but must be a path within the repository, of letters, digits and . _ - with / between, such as postmortems/{year}/{id}-{slug}.md.")]
    [InlineData(null, "/{id}.md", null, "Postmortem:Path is \"/{id}.md\", but must be a path within the repository, of letters, digits and . _ - with / between, such as postmortems/{year}/{id}-{slug}.md.")]
    [InlineData(null, "{id}.txt", null, "Postmortem:Path is \"{id}.txt\", but must end with .md and have at most 200 characters, such as postmortems/{year}/{id}-{slug}.md.")]
    [InlineData(null, null, "a..b ", null)]
    [InlineData(null, null, "a b", "Postmortem:BaseBranch is \"a b\", but must be the name of a branch, such as main.")]
    public void Settings_are_checked_before_the_start(string? repository, string? path, string? branch, string? problem)
    {
        var options = new PostmortemOptions { Repository = repository, BaseBranch = branch };
        if (path is not null)
            options.Path = path;

        Assert.Equal(problem is null ? [] : [problem], options.Problems());
    }

    private static Task<Scene> SetAsync(PostmortemOptions? options = null, string start = Start) =>
        Scene.OfIncidentAsync(start, postmortem: options ?? new PostmortemOptions { Repository = "acme/pm", Path = "pm/{year}/{id}-{slug}.md" });

    private static IReadOnlyList<string> Told(Scene scene) =>
        [.. scene.Chat.Done.Where(request => request.Key.Contains("/pull/", StringComparison.Ordinal)).Select(request => request.Action).OfType<PostCard>().Select(post => post.Card.Text)];

    private static IEnumerable<Button> Buttons(Scene scene) =>
        scene.Chat.Done.Select(request => request.Action).OfType<PostCard>().SelectMany(post => post.Card.Parts).SelectMany(part => part switch
        {
            Buttons row => row.Items,
            Paragraph { Menu: { } menu } => menu.Items,
            _ => [],
        });

    private static Task<IReadOnlyList<StoredPull>> PullsAsync(Scene scene) => scene.Get<PullStore>().ListAsync(Scene.Workspace, new IncidentId(1), default);
}
