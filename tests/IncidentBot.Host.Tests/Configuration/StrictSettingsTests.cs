using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Host.Tests.Configuration;

public sealed class StrictSettingsTests
{
    private static readonly Dictionary<string, Type> Sections = new(StringComparer.OrdinalIgnoreCase) { ["Slack"] = typeof(ChatSample), ["Catalogue"] = typeof(CatalogueSample) };

    [Theory]
    [InlineData("""{"Slack":{"BotTokn":"x"}}""", "Slack:BotTokn in appsettings.json isn't a setting; did you mean Slack:BotToken?")]
    [InlineData("""{"Slak":{"BotToken":"x"}}""", "Slak in appsettings.json isn't a setting; did you mean Slack?")]
    [InlineData("""{"Slack":{"Colour":"x"}}""", "Slack:Colour in appsettings.json isn't a setting; did you mean Slack:Hours?")]
    [InlineData("""{"Catalogue":{"Services":{"checkout":{"Repos":["a/b"]}}}}""", "Catalogue:Services:checkout:Repos in appsettings.json isn't a setting; did you mean Catalogue:Services:checkout:Repositories?")]
    [InlineData("""{"Slack":{"Hours":"soon"}}""", "Slack:Hours is \"soon\", but must be a whole number, such as 24.")]
    [InlineData("""{"Slack":{"Provider":"Sqlit"}}""", "Slack:Provider is \"Sqlit\", but must be one of Sqlite, SqlServer.")]
    [InlineData("""{"Slack":{"Provider":"1"}}""", "Slack:Provider is \"1\", but must be one of Sqlite, SqlServer.")]
    [InlineData("""{"Slack":{"BotToken":{"x":"y"}}}""", "Slack:BotToken takes one value, not a group or list.")]
    [InlineData("""{"Slack":"x"}""", "Slack in appsettings.json is a group of settings; set, for example, Slack:BotToken.")]
    [InlineData("""{"Catalogue":{"Services":{"checkout":{"Repositories":"a/b"}}}}""", "Catalogue:Services:checkout:Repositories is a list; write Catalogue:Services:checkout:Repositories:0, or use brackets in appsettings.json.")]
    [InlineData("""{"Catalogue":{"Services":{"checkout":{"Repositories":{"first":"a/b"}}}}}""", "Catalogue:Services:checkout:Repositories:first isn't a position in a list; write Catalogue:Services:checkout:Repositories:0, Catalogue:Services:checkout:Repositories:1 and so on.")]
    public void A_setting_that_does_not_fit_is_named_with_what_would(string json, string sentence)
    {
        var stop = Assert.Throws<StopException>(() => Read(json));

        Assert.Equal(ExitCodes.WrongInput, stop.ExitCode);
        Assert.Equal(sentence, stop.Message);
    }

    [Fact]
    public void Every_problem_is_named_at_once() =>
        Assert.Equal(2, Assert.Throws<StopException>(() => Read("""{"Slack":{"BotTokn":"x","Hours":"soon"}}""")).Message.Split(Environment.NewLine).Length);

    [Fact]
    public void Blank_is_not_set_and_does_not_hide_what_an_earlier_source_says()
    {
        var settings = Read("""{"Slack":{"BotToken":"from the file","Hours":" "}}""", ("Slack__BotToken", " "), ("Slack__Hours", ""));

        Assert.Equal("from the file", settings["Slack:BotToken"]);
        Assert.Null(settings["Slack:Hours"]);
    }

    [Fact]
    public void A_later_source_wins() =>
        Assert.Equal("7", Read("""{"Slack":{"Hours":5}}""", ("slack__hours", "7"))["Slack:Hours"]);

    [Fact]
    public void Lists_and_named_groups_are_read()
    {
        var settings = Read("""{"Catalogue":{"Services":{"check out":{"Repositories":["a/b","a/c"]}}}}""");

        Assert.Equal(["a/b", "a/c"], settings.GetSection("Catalogue").Get<CatalogueSample>()!.Services["check out"].Repositories);
    }

    [Theory]
    [InlineData("GITHUB", "x")]
    [InlineData("SLACK", "x")]
    [InlineData("DOTNET__X", "x")]
    [InlineData("XLACK_TOKEN", "x")]
    public void Variables_of_other_programs_are_left_alone(string name, string value) => Read("{}", (name, value));

    [Fact]
    public void A_variable_that_looks_like_a_misspelt_setting_is_named() =>
        Assert.Equal(
            "Slck in the environment isn't a setting; did you mean Slack?",
            Assert.Throws<StopException>(() => Read("{}", ("Slck__BotToken", "x"))).Message);

    [Fact]
    public void The_frameworks_own_sections_are_left_alone() => Read("""{"Logging":{"LogLevel":{"Default":"Debug"}}}""");

    [Fact]
    public void A_secret_is_never_shown()
    {
        var problem = SettingValue.Shown("Slack:BotToken", "xoxb-1");

        Assert.DoesNotContain("xoxb", problem, StringComparison.Ordinal);
    }

    private static IConfigurationRoot Read(string json, params (string Name, string Value)[] environment)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        var file = new ConfigurationBuilder().AddJsonStream(stream).Build();
        var variables = environment.Select(v => KeyValuePair.Create(v.Name.Replace("__", ":", StringComparison.Ordinal), (string?)v.Value));
        var others = new ConfigurationBuilder().AddInMemoryCollection(variables).Build();
        return new StrictSettings(Sections, ["Logging"]).Read(
            [new SettingSource("appsettings.json", file), new SettingSource("the environment", others, IsEnvironment: true)]);
    }

    private enum EngineSample
    {
        Sqlite,
        SqlServer,
    }

    private sealed class ChatSample
    {
        public string? BotToken { get; set; }

        public int Hours { get; set; }

        public EngineSample Provider { get; set; }
    }

    private sealed class CatalogueSample
    {
        public Dictionary<string, ServiceSample> Services { get; set; } = [];
    }

    private sealed class ServiceSample
    {
        public List<string> Repositories { get; set; } = [];
    }
}
