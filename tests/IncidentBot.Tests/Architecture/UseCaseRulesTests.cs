using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Routing;

namespace IncidentBot.Tests.Architecture;

/// <summary>The one shape of use cases: they are given the work, and return what happened; the router tells and answers.</summary>
public sealed partial class UseCaseRulesTests
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Given = [typeof(Work), typeof(Call), typeof(FactCall), typeof(ChangedRecord)];

    private static readonly IReadOnlyList<Type> UseCases = Find();

    private static readonly ProjectSources Sources = ProjectSources.Read("IncidentBot");

    [Fact]
    public void A_use_case_returns_what_happened() => Assert.Empty(
        from type in UseCases
        from method in Shown(type)
        where method.GetParameters().Any(parameter => Given.Contains(parameter.ParameterType))
        where method.ReturnType != typeof(Happened) && method.ReturnType != typeof(Task<Happened>)
        select $"{type.Name}.{method.Name} returns {method.ReturnType.Name}");

    [Fact]
    public void The_routes_name_use_cases_of_every_capability()
    {
        var named = UseCases.Select(type => type.Name).ToList();

        Assert.Superset(
            new HashSet<string>(["StartIncident", "AddNote", "CaptureMessage", "TickStep", "SnoozeReminder", "PullChanges", "ListIncidents", "ShowHomePages", "ExportPostmortem"], StringComparer.Ordinal),
            new HashSet<string>(named, StringComparer.Ordinal));
        Assert.DoesNotContain("EntryForms", named);
    }

    [Fact]
    public void A_route_only_names_the_use_case_and_leaves_to_it_what_happens() => Assert.Empty(
        from file in Sources.Files
        where file.Name.EndsWith("Routes.cs", StringComparison.Ordinal) && !file.Name.StartsWith("Incidents/Routes/", StringComparison.Ordinal)
        from line in file.Lines.Index()
        where Wrapped().IsMatch(line.Item)
        select $"{file.Name}:{line.Index + 1} {line.Item.Trim()}");

    [Fact]
    public void Only_the_router_answers_people() => Assert.Empty(
        from file in Sources.Files
        where file.Folder is not ("Routing" or "Delivery")
        from line in file.Lines.Index()
        where Answering().IsMatch(line.Item)
        select $"{file.Name}:{line.Index + 1} {line.Item.Trim()}");

    // The starter waits for the channel, not for the answer to a request, so both messages have keys of their own.
    [Fact]
    public void An_answer_is_sent_under_a_key_of_its_own_only_where_a_channel_was_waited_for() => Assert.Equal(
        ["Delivery/Work.cs", "Incidents/RecordChannel.cs"],
        Sources.Files.Where(file => file.Code.Contains("new Answer(", StringComparison.Ordinal)).Select(file => file.Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("            (TickStep use, ButtonPressed _, Call call, CancellationToken stop) => Happened.To(call.Incident, fact));", true)]
    [InlineData("                : Task.FromResult(Happened.Unreadable));", true)]
    [InlineData("            async (TickStep use, ButtonPressed _, Call call, CancellationToken stop) =>", true)]
    [InlineData("            call.Work.Then(next);", true)]
    [InlineData("                work.Send(action);", true)]
    [InlineData("                : Happened.Unreadable);", false)]
    [InlineData("            (TickStep use, ButtonPressed _, Call call, CancellationToken stop) => use.HandleAsync(call.Incident, call.Work, stop));", false)]
    public void Wrapping_in_a_route_is_found(string line, bool isFound) => Assert.Equal(isFound, Wrapped().IsMatch(line));

    [Theory]
    [InlineData("            work.Answer(by.Reply, card);", true)]
    [InlineData("            call.Work.Answer(", true)]
    [InlineData("            changed.Work.RewordAnswer(card => card);", true)]
    [InlineData("            Happened.Answered(card);", false)]
    [InlineData("            StepForms.Answer, StepForms.CheckAnswer(call.More, now)", false)]
    public void Answering_is_found(string line, bool isFound) => Assert.Equal(isFound, Answering().IsMatch(line));

    // What a route names, and what of the same shape those pass their work on to. Forms and what was found are only read.
    private static List<Type> Find()
    {
        var named = Capabilities.Routes().All.Where(route => route is not (OpenRoute or ArrivalRoute)).Select(route => route.UseCase)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. typeof(Happened).Assembly.GetTypes()
                .Where(type => type is { IsClass: true, IsNested: false } && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
                .Where(type => named.Contains(type.Name) || Shown(type).Any(method => method.Name is "Handle" or "HandleAsync")),
        ];
    }

    private static IEnumerable<MethodInfo> Shown(Type type) =>
        type.GetMethods(All).Where(method => !method.IsPrivate && method.GetCustomAttribute<CompilerGeneratedAttribute>() is null);

    [GeneratedRegex(@"Happened\.(?!Unreadable|Nothing)|FromResult\(Happened|\basync \(|\b[wW]ork\.(Then|Send|SendAgain|Batch)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30000)]
    private static partial Regex Wrapped();

    [GeneratedRegex(@"\b[wW]ork\.(Answer|RewordAnswer)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30000)]
    private static partial Regex Answering();
}
