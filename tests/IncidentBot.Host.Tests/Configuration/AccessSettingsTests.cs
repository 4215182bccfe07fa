using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Host.Tests.Configuration;

public sealed class AccessSettingsTests
{
    [Theory]
    [InlineData("oncall")]
    [InlineData("@oncall")]
    [InlineData("U0123456789")]
    [InlineData("s0123456789")]
    public void The_responders_are_named_by_the_id_of_a_user_group(string text)
    {
        var stop = Assert.Throws<StopException>(() => Read(("Access:Responders", text)));

        Assert.Equal($"Access:Responders is \"{text}\", but must be the id of a Slack user group, such as S0123456789; it is in the group's menu under People.", stop.Message);
    }

    [Fact]
    public void Access_is_read()
    {
        var access = Read(("Access:Responders", "S0123456789"), ("Access:AllowGuests", "true")).Access;

        Assert.Equal(("S0123456789", true), (access.Responders, access.AllowGuests));
    }

    [Theory]
    [InlineData("maya")]
    [InlineData("S0123456789")]
    public void Admins_are_named_by_their_ids(string text)
    {
        var stop = Assert.Throws<StopException>(() => Read(("Access:Admins:0", text)));

        Assert.StartsWith($"Access:Admins has \"{text}\", but must have the ids of Slack members", stop.Message, StringComparison.Ordinal);
        Assert.Equal(["U0123456789"], Read(("Access:Admins:0", "U0123456789")).Access.Admins);
    }

    [Theory]
    [InlineData("Customer liaison")]
    [InlineData("scribe")]
    [InlineData("me")]
    public void A_role_of_ones_own_is_a_new_word(string text)
    {
        var stop = Assert.Throws<StopException>(() => Read(("Incidents:Roles:0", text)));

        Assert.StartsWith($"Incidents:Roles has \"{text}\", but a role consists of lower-case letters", stop.Message, StringComparison.Ordinal);
        Assert.Equal(["customer-liaison"], Read(("Incidents:Roles:0", "customer-liaison")).Incidents.Roles);
    }

    private static BotSettings Read(params (string Key, string Value)[] values) =>
        BotSettings.Read([new SettingSource("a test", new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(v => v.Key, v => (string?)v.Value, StringComparer.Ordinal)).Build())], urls: null);
}
