using IncidentBot.Chat;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>To which workspace a request belongs where several organisations share a channel, or one has the app for all its workspaces.</summary>
public sealed class SharedChannelPayloadTests
{
    private const string Reaction = """{"type":"reaction_added","user":"U9","reaction":"pushpin","item":{"type":"message","channel":"C1","ts":"1.2"},"event_ts":"1.3"}""";

    [Theory]
    [InlineData("""[{"enterprise_id":null,"team_id":"T1","user_id":"U0","is_bot":true}]""", "T1")]
    [InlineData("""[{"enterprise_id":"E1","team_id":null,"user_id":"U0","is_bot":true}]""", "T9")]
    [InlineData("""[{"team_id":""}]""", "T9")]
    [InlineData("[null]", "T9")]
    [InlineData("[]", "T9")]
    [InlineData("null", "T9")]
    public async Task An_event_belongs_to_the_workspace_that_has_the_app(string authorizations, string workspace)
    {
        await using var bot = await new SlackBot().StartAsync();
        using var response = await bot.PostEventAsync($$"""{"type":"event_callback","team_id":"T9","authorizations":{{authorizations}},"event_id":"Ev1","event":{{Reaction}}}""");
        var kept = Assert.Single(bot.Accepted);
        Assert.Equal(workspace, kept.Workspace.Value);
        Assert.DoesNotContain("\"U0\"", kept.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"T9"}""", "null", "\"T1\"", "T1")]
    [InlineData("""{"id":"T1"}""", "null", "null", "T1")]
    [InlineData("null", """{"id":"E1"}""", "null", "T2")]
    public async Task A_form_belongs_to_the_workspace_that_has_the_app(string team, string enterprise, string installed, string workspace)
    {
        await using var bot = await new SlackBot().StartAsync();
        using var response = await bot.PostInteractionAsync($$$"""
            {"type":"view_submission","team":{{{team}}},"enterprise":{{{enterprise}}},"user":{"id":"U1","team_id":"T2"},"trigger_id":"1.2.a",
             "view":{"callback_id":"start","app_installed_team_id":{{{installed}}},"state":{"values":{ } } } }
            """);
        Assert.Equal(workspace, Assert.Single(bot.Accepted).Workspace.Value);
    }

    [Fact]
    public async Task An_organisation_stands_for_its_workspaces_where_none_is_named()
    {
        await using var bot = await new SlackBot().StartAsync();
        using var response = await bot.PostInteractionAsync("""{"type":"view_submission","team":null,"enterprise":{"id":"E1"},"user":{"id":"U1"},"trigger_id":"1.2.a","view":{"callback_id":"start"}}""");
        Assert.Equal(new WorkspaceId("E1"), Assert.Single(bot.Accepted).Workspace);
    }
}
