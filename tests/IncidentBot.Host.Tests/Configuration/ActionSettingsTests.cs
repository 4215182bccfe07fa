using IncidentBot.Actions;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Host.Tests.Configuration;

public sealed class ActionSettingsTests
{
    [Theory]
    [InlineData("Actions:IssueRepository is \"checkout\", but a repository is written owner/name, such as acme/checkout.", "Actions:IssueRepository", "checkout")]
    [InlineData("Actions:PrivateIssueRepository is \"a/b/c\", but a repository is written owner/name, such as acme/checkout.", "Actions:PrivateIssueRepository", "a/b/c")]
    [InlineData("Actions:Issues is on, but there is no repository for issues: set Actions:IssueRepository, such as acme/checkout, or add repositories to Catalogue:Services.", "Actions:Issues", "Always", "GitHub:Token", "ghp_x")]
    [InlineData("Actions:Issues is OnRequest, but nobody can make issues without signing in: set GitHub:AppId to a GitHub App that may write issues, or GitHub:Token to a token that may.", "Actions:Issues", "OnRequest", "Actions:IssueRepository", "acme/ops", "IncidentBot:Mode", "Live", "Slack:BotToken", "xoxb-1", "Slack:AppToken", "xapp-1")]
    [InlineData("Actions:GitHubLogins:U1 is \"maya chen\", but a login at GitHub has letters, digits and hyphens, such as maya-chen.", "Actions:GitHubLogins:U1", "maya chen")]
    [InlineData("Actions:PollMinutes is 4, but must be from 5 to 1440, or 0 for never.", "Actions:PollMinutes", "4")]
    [InlineData("Actions:ReminderHour is 24, but must be an hour from 0 to 23, such as 9.", "Actions:ReminderHour", "24")]
    [InlineData("Actions:IssueLabels has \"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeef\", but a label has 1 to 50 characters, such as incident-action.", "Actions:IssueLabels:0", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeef")]
    public void What_cannot_be_stops_the_start_with_a_sentence(string sentence, params string[] settings)
    {
        var stop = Assert.Throws<StopException>(() => Read([.. settings.Chunk(2).Select(pair => (pair[0], pair[1]))]));

        Assert.Contains(sentence, stop.Message.Split(Environment.NewLine));
    }

    [Fact]
    public void Nothing_is_sent_anywhere_by_default_and_owners_are_told_on_mondays()
    {
        var actions = Read().Actions;

        Assert.Equal((IssueMaking.Off, (DayOfWeek?)DayOfWeek.Monday, 9), (actions.Issues, actions.Weekday, actions.ReminderHour));
    }

    [Fact]
    public void Owners_can_be_told_never_or_on_any_day()
    {
        Assert.Null(Read(("Actions:ReminderDay", "Never")).Actions.Weekday);
        Assert.Equal(DayOfWeek.Sunday, Read(("Actions:ReminderDay", "sunday")).Actions.Weekday);
        Assert.Equal(DayOfWeek.Friday, Read(("Actions:ReminderDay", "Friday")).Actions.Weekday);
    }

    private static BotSettings Read(params (string Name, string Value)[] settings) => BotSettings.Read(
        [new SettingSource("appsettings.json", new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build())], urls: null);
}
