using System.Text.Json.Nodes;

namespace IncidentBot.Adapters.Tests.Simulator;

public sealed class TypedTextTests
{
    [Fact]
    public async Task Of_two_people_whose_names_differ_only_in_case_the_exact_match_is_meant()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var other = (await slack.DoAsync("users", new JsonObject { ["name"] = "Sam" }))["id"]!.ToString();
        await slack.SayAsync("maya", "incidents", "@sam @Sam @SAM");
        Assert.Equal($"<@U0LOCALSAM> <@{other}> @SAM", (await slack.MessagesAsync("C0LOCALINCIDENTS"))[0]!["text"]!.ToString());
    }

    [Theory]
    [InlineData("a < b && c", "a &lt; b &amp;&amp; c")]
    [InlineData("ask @sam, then @priya.", "ask <@U0LOCALSAM>, then <@U0LOCALPRIYA>.")]
    [InlineData("mail sam@acme.com", "mail <mailto:sam@acme.com|sam@acme.com>")]
    [InlineData("@samantha is not sam", "@samantha is not sam")]
    [InlineData("@IncidentBot note x", "<@U0LOCALBOT> note x")]
    [InlineData("@Incidentbot: note x", "<@U0LOCALBOT>: note x")]
    [InlineData("@INCIDENTBOT", "<@U0LOCALBOT>")]
    [InlineData("ask @Sam Whitfield, or @Priya.", "ask @Sam Whitfield, or @Priya.")]
    [InlineData("@sam-old and @sam- and @sam's", "@sam-old and <@U0LOCALSAM>- and <@U0LOCALSAM>'s")]
    [InlineData("foo@incidentbot", "foo@incidentbot")]
    [InlineData("mail me@incidentbot.com", "mail <mailto:me@incidentbot.com|me@incidentbot.com>")]
    [InlineData("see #general", "see <#C0LOCALGENERAL|general>")]
    [InlineData("<@U0LOCALSAM> knows", "<@U0LOCALSAM> knows")]
    [InlineData("<@U0NOBODY> and <!channel>", "&lt;@U0NOBODY&gt; and &lt;!channel&gt;")]
    [InlineData("@here", "<!here>")]
    [InlineData("(https://a.test/x?y=1&z=2).", "(<https://a.test/x?y=1&amp;z=2>).")]
    [InlineData("open status.acme.com now", "open <http://status.acme.com|status.acme.com> now")]
    [InlineData("10.0.0.1:443 at 50%", "10.0.0.1:443 at 50%")]
    public async Task What_people_type_becomes_what_Slack_sends(string typed, string wire)
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await slack.SayAsync("maya", "incidents", typed);
        Assert.Equal(wire, ((JsonArray)await slack.ReadAsync("channels/C0LOCALINCIDENTS/messages"))[0]!["text"]!.ToString());
    }
}
