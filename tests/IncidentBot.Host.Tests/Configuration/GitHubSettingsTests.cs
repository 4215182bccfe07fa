using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Host.Tests.Configuration;

public sealed class GitHubSettingsTests
{
    [Theory]
    [InlineData("GitHub:Token and GitHub:AppId are both set, but the bot reads GitHub in one way only: leave one out.", "GitHub:Token", "ghp_x", "GitHub:AppId", "123456")]
    [InlineData("GitHub:PrivateKeyFile is set but GitHub:AppId isn't: set it to the App's id, such as 123456, or leave the key out.", "GitHub:PrivateKeyFile", "a.pem")]
    [InlineData("Changes:LookBackDays is 91, but must be from 1 to 90.", "Changes:LookBackDays", "91")]
    [InlineData("Changes:Workflows has \"deploy.yml\", but a workflow is written owner/name:file, such as acme/checkout:deploy.yml.", "Changes:Workflows:0", "deploy.yml")]
    public void What_cannot_be_stops_the_start_with_a_sentence(string sentence, params string[] settings)
    {
        var stop = Assert.Throws<StopException>(() => Read([.. settings.Chunk(2).Select(pair => (pair[0], pair[1]))]));

        Assert.Contains(sentence, stop.Message.Split(Environment.NewLine));
        Assert.DoesNotContain("ghp_x", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_key_that_is_none_is_not_shown()
    {
        var stop = Assert.Throws<StopException>(() => Read(("GitHub:AppId", "1"), ("GitHub:PrivateKey", "MIIsecret")));

        Assert.StartsWith("GitHub:PrivateKey holds no private key", stop.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MIIsecret", stop.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MIIsecret", SettingValue.Shown("GitHub:PrivateKey", "MIIsecret"), StringComparison.Ordinal);
    }

    private static BotSettings Read(params (string Name, string Value)[] settings) => BotSettings.Read(
        [new SettingSource("appsettings.json", new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build())], urls: null);
}
