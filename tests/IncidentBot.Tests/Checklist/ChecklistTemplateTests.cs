using IncidentBot.Checklist;
using IncidentBot.Incidents;

namespace IncidentBot.Tests.Checklist;

public sealed class ChecklistTemplateTests
{
    private const string Minimal = """
        phases:
          - phase: assess
            steps: [{ key: a, text: A }]
          - phase: stabilize
            steps: [{ key: b, text: B, pinned: true }]
          - phase: investigate
            steps: [{ key: c, text: C }]
          - phase: fix
            steps: [{ key: d, text: D }]
          - phase: learn
            steps: [{ key: e, text: E }]
        """;

    [Fact]
    public void The_built_in_checklist_has_at_least_twenty_steps() => Assert.InRange(ChecklistTemplate.Default().Steps.Count, 20, 40);

    [Fact]
    public void The_built_in_checklist_asks_the_five_questions() =>
        Assert.Equal(["impact", "started", "changed", "trend", "blast-radius"], ChecklistTemplate.Default().Steps.Where(step => step.IsQuestion).Select(step => step.Key));

    [Fact]
    public void The_built_in_checklist_keeps_the_mitigation_on_top() =>
        Assert.Equal("mitigate-now", Assert.Single(ChecklistTemplate.Default().Steps, step => step.IsPinned).Key);

    [Fact]
    public void An_organisations_template_is_read() => Assert.Equal(5, ChecklistTemplate.Parse(Minimal, "own.yaml").Steps.Count);

    [Theory]
    [InlineData("", "the phase “assess” must appear exactly once, but appears 0 times")]
    [InlineData("phases: []", "the phase “assess” must appear exactly once")]
    [InlineData("phases: [", "valid YAML near line")]
    [InlineData("hello", "valid YAML near line 1")]
    [InlineData("fases: []", "'fases'")]
    public void What_is_not_a_template_is_named(string yaml, string problem) => Assert.Contains(problem, Refused(yaml), StringComparison.Ordinal);

    [Theory]
    [InlineData("key: e, text: E", "key: a, text: E", "the key “a” is used 2 times")]
    [InlineData("key: e, text: E", "key: 'E e', text: E", "step 1 of the phase “learn” needs a key")]
    [InlineData("key: e, text: E", "text: E", "step 1 of the phase “learn” needs a key")]
    [InlineData("key: e, text: E", "key: e", "step 1 of the phase “learn” needs a text")]
    [InlineData("key: e, text: E", "key: e, text: E, pinned: true", "more than one step is pinned")]
    [InlineData("key: e, text: E", "key: e, text: E, pinned: perhaps", "valid YAML near line 11")]
    [InlineData("key: e, text: E", "key: e, txt: E", "near line 11")]
    [InlineData("key: e, text: E", "key: e, text: E, role: The boss", "“The boss”, the role of the step “e”, isn't a role")]
    [InlineData("key: e, text: E", "key: e, text: E, role: commander, question: true", "the step “e” is a question, so it can't have a role")]
    [InlineData("key: e, text: E }", "key: e, text: E, role: commander }, { key: f, text: F, role: Commander }", "more than one step has the role “commander”")]
    [InlineData("phase: learn", "phase: celebrate", "the phase “learn” must appear exactly once")]
    [InlineData("[{ key: e, text: E }]", "[]", "the phase “learn” has 0 steps; it needs 1 to 8")]
    public void What_is_wrong_with_a_template_is_named(string right, string wrong, string problem) =>
        Assert.Contains(problem, Refused(Minimal.Replace(right, wrong, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_phase_too_many_is_named() =>
        Assert.Contains("there is no phase “celebrate”", Refused(Minimal + "\n  - phase: celebrate\n    steps: []"), StringComparison.Ordinal);

    [Fact]
    public void A_phase_has_at_most_eight_steps()
    {
        var nine = string.Join(", ", Enumerable.Range(1, 9).Select(number => $"{{ key: e{number}, text: E }}"));
        Assert.Contains("the phase “learn” has 9 steps", Refused(Minimal.Replace("{ key: e, text: E }", nine, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("key: e, text: E", null)]
    [InlineData("key: e, text: E, question: true", IncidentStatus.Resolved)]
    [InlineData("key: e, text: E, question: true, until: closed", IncidentStatus.Closed)]
    [InlineData("key: e, text: E, until: mitigated", IncidentStatus.Mitigated)]
    public void A_step_says_until_when_it_is_asked(string step, IncidentStatus? until) =>
        Assert.Equal(until, ChecklistTemplate.Parse(Minimal.Replace("key: e, text: E", step, StringComparison.Ordinal), "own.yaml").Steps[^1].Until);

    [Fact]
    public void What_stands_on_top_is_asked_until_the_incident_is_mitigated() =>
        Assert.Equal(IncidentStatus.Mitigated, ChecklistTemplate.Parse(Minimal, "own.yaml").Steps.Single(step => step.IsPinned).Until);

    [Theory]
    [InlineData("identified")]
    [InlineData("later")]
    public void Another_status_is_named_with_those_that_there_are(string until) =>
        Assert.Contains(
            $"“until: {until}”; use one of mitigated, resolved, closed",
            Refused(Minimal.Replace("key: e, text: E", $"key: e, text: E, until: {until}", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void What_a_role_settles_is_kept_with_the_step() =>
        Assert.Equal("commander", Assert.Single(ChecklistTemplate.Default().Steps, step => step.Role is not null).Role);

    [Fact]
    public void A_template_that_is_not_there_is_named_with_its_path()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "none.yaml");
        var refused = Assert.Throws<ChecklistTemplateException>(() => ChecklistTemplate.Load(new ChecklistOptions { Template = path }));
        Assert.Contains($"The checklist template {path} cannot be read", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_is_read_from_its_path()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "own.yaml");
        File.WriteAllText(path, Minimal);
        Assert.Equal(5, ChecklistTemplate.Load(new ChecklistOptions { Template = path }).Steps.Count);
    }

    [Fact]
    public void A_role_that_nobody_can_have_is_named_with_those_that_there_are()
    {
        using var folder = new TempFolder();
        var own = new ChecklistOptions { Template = Path.Combine(folder.Path, "own.yaml") };
        File.WriteAllText(own.Template, Minimal.Replace("key: e, text: E", "key: e, text: E, role: liaison", StringComparison.Ordinal));

        Assert.Single(ChecklistTemplate.Load(own, "liaison").SettledBy);
        var refused = Assert.Throws<ChecklistTemplateException>(() => ChecklistTemplate.Load(own, "customer-liaison"));
        Assert.Contains("there is no role “liaison”, so its step could never be ticked; the roles are commander, scribe, comms, customer-liaison, and Incidents:Roles adds more.", refused.Message, StringComparison.Ordinal);
    }

    private static string Refused(string yaml) => Assert.Throws<ChecklistTemplateException>(() => ChecklistTemplate.Parse(yaml, "own.yaml")).Message;
}
