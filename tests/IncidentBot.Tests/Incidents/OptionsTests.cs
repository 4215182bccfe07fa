using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Timeline;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Tests.Incidents;

public sealed class OptionsTests
{
    [Fact]
    public void Incidents_are_set_by_configuration()
    {
        var options = Bind<IncidentOptions>(("DefaultSeverity", "2"), ("Responders:0", "U1"), ("Responders:1", "U2"), ("Platforms:fake:AnnounceChannel", "incidents"));
        Assert.Equal((2, "U1 U2", true), (options.DefaultSeverity, string.Join(' ', options.Responders), options.On("fake").Announces));
    }

    [Fact]
    public void Reactions_are_set_by_configuration() =>
        Assert.Equal(EntryKind.Finding, Bind<TimelineOptions>(("Reactions:star", "finding")).KindOf("star"));

    [Fact]
    public void The_checklist_is_set_by_configuration() =>
        Assert.Equal("own.yaml", Bind<ChecklistOptions>(("Template", "own.yaml")).Template);

    private static T Bind<T>(params (string Key, string Value)[] settings)
        where T : new() =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create<string, string?>(one.Key, one.Value))).Build().Get<T>() ?? new T();
}
