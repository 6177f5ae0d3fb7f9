using System.Runtime.CompilerServices;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Rollback;
using Dashboard.Rollback.GitHub;

namespace Dashboard.Tests.Rollback;

public sealed class BreakGlassTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Arn = "arn:aws:ecs:eu-west-1:111122223333:service-deployment/shop/checkout/d43";

    private static readonly RollbackCandidate Candidate = new(Make.Ref(revision: 42), "v1.4.2", CandidateGrade.Proven, "")
    {
        Images = [new RevisionImage("checkout", "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:v1.4.2", Digest)],
        StopArn = Arn,
        HookId = "hook-1",
    };

    public static TheoryData<RollbackMove, string, string> Moves => new()
    {
        { RollbackMove.UpdateService, "ecs:UpdateService  cluster=shop  service=checkout  taskDefinition=checkout:42", "aws ecs update-service --region eu-west-1 --cluster shop --service checkout --task-definition checkout:42" },
        { RollbackMove.StopServiceDeployment, $"ecs:StopServiceDeployment  serviceDeploymentArn={Arn}  stopType=ROLLBACK", $"aws ecs stop-service-deployment --region eu-west-1 --service-deployment-arn {Arn} --stop-type ROLLBACK" },
        { RollbackMove.ContinueServiceDeployment, $"ecs:ContinueServiceDeployment  serviceDeploymentArn={Arn}  hookId=hook-1  action=ROLLBACK", $"aws ecs continue-service-deployment --region eu-west-1 --service-deployment-arn {Arn} --hook-id hook-1 --action ROLLBACK" },
        {
            RollbackMove.GitHub,
            "POST /repos/example/shop/actions/workflows/deploy.yml/dispatches  ref=main  inputs: cluster=shop  service=checkout  version=v1.4.2  reason=(your reason)  intent=(the rollback's id)",
            "gh workflow run deploy.yml --repo example/shop --ref main -f cluster=shop -f service=checkout -f version=v1.4.2 -f 'reason=Rolled back by hand'"
        },
        {
            RollbackMove.RegisterCopy,
            $"ecs:RegisterTaskDefinition  family=checkout  containerDefinitions[].image=checkout@{Digest}  (the rest as in checkout:42)\necs:UpdateService  cluster=shop  service=checkout  taskDefinition=the copy's ARN",
            """
            (
            set -e; umask 077
            copy=$(mktemp); trap 'rm -f "$copy"' EXIT
            aws ecs describe-task-definition --region eu-west-1 --task-definition checkout:42 --include TAGS --output json |
              jq --argjson digests '{"checkout":"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}' '
                [(.tags // [])[] | select(.key | startswith("aws:") or . == "ecs-dashboard:rollback-intent" | not)] as $tags | .taskDefinition
                | .containerDefinitions |= map(if .image | contains("@sha256:") then . else
                    .image = (.image | sub(":[^:/]*$"; "")) + "@" + ($digests[.name] // error("no digest of container \(.name) is known")) end)
                | del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy, .deregisteredAt, .deleteRequestedAt)
                | if ($tags | length) > 0 then .tags = $tags else . end' >"$copy"
            arn=$(aws ecs register-task-definition --region eu-west-1 --cli-input-json "file://$copy" --query taskDefinition.taskDefinitionArn --output text)
            echo "Registered $arn"
            aws ecs update-service --region eu-west-1 --cluster shop --service checkout --task-definition "$arn"
            )
            """.ReplaceLineEndings("\n")
        },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public void Each_move_is_one_exact_request_and_one_exact_command(RollbackMove move, string call, string command)
    {
        var to = Candidate with { Move = move };

        Assert.Equal(call, BreakGlass.Call(Plan(), to));
        Assert.Equal(command, BreakGlass.Command(Plan(), to));
    }

    [Theory]
    [InlineData("checkout", "--service checkout")]
    [InlineData("-x", "--service=-x")]
    [InlineData("$(reboot)", "--service '$(reboot)'")]
    [InlineData("a b; rm -rf /", "--service 'a b; rm -rf /'")]
    [InlineData("it's", @"--service 'it'\''s'")]
    [InlineData("-'`", @"--service='-'\''`'")]
    [InlineData("~root", "--service '~root'")]
    [InlineData("", "--service ''")]
    [InlineData("two\nlines", "--service 'two\nlines'")]
    public void A_shell_takes_every_name_as_one_word(string service, string expected)
    {
        var command = BreakGlass.Command(Plan() with { Key = new ServiceKey("production", "shop", service) }, Candidate);

        Assert.Equal($"aws ecs update-service --region eu-west-1 --cluster shop {expected} --task-definition checkout:42", command);
    }

    [Fact]
    public void A_quote_in_a_container_name_leaves_neither_the_shell_word_nor_the_JSON()
    {
        var command = BreakGlass.Command(Plan(), Candidate with { Move = RollbackMove.RegisterCopy, Images = [new RevisionImage("a'b\"c", "a:1", "sha256:00")] });

        Assert.Contains("""--argjson digests '{"a'\''b\"c":"sha256:00"}' '""", command, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_for_the_workflow_is_quoted_too()
    {
        var command = BreakGlass.Command(Plan(), Candidate with { Move = RollbackMove.GitHub, Version = "v1 && true" });

        Assert.Contains("-f 'version=v1 && true' -f", command, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_region_the_command_names_none() =>
        Assert.Equal("aws ecs update-service --cluster shop --service checkout --task-definition checkout:42", BreakGlass.Command(Plan() with { Region = null }, Candidate));

    [Fact]
    public void The_card_offers_the_workflow_too_where_one_is_configured_and_the_version_is_a_tag()
    {
        Assert.Contains(BreakGlass.Steps(Plan(), Candidate), step => step.Command.StartsWith("gh workflow run", StringComparison.Ordinal));
        Assert.DoesNotContain(BreakGlass.Steps(Plan() with { GitHub = null }, Candidate), step => step.Command.StartsWith("gh", StringComparison.Ordinal));
        Assert.DoesNotContain(BreakGlass.Steps(Plan(), Candidate with { Version = "sha256:0123" }), step => step.Command.StartsWith("gh", StringComparison.Ordinal));
    }

    [Fact]
    public void A_service_of_CodeDeploy_gets_the_commands_of_CodeDeploy()
    {
        var steps = BreakGlass.Steps(Plan() with { Controller = "CODE_DEPLOY", Refusal = "no" }, null);

        const string Newest = "deployment=$(aws ecs describe-services --region eu-west-1 --cluster shop --services checkout --query 'sort_by(services[0].taskSets, &createdAt)[-1].externalId' --output text) &&\n";
        Assert.Equal(
            [
                Newest + "  aws deploy stop-deployment --region eu-west-1 --deployment-id \"$deployment\" --auto-rollback-enabled",
                Newest + "  aws deploy create-deployment --region eu-west-1 --cli-input-json \"$(aws deploy get-deployment --region eu-west-1 --deployment-id \"$deployment\" --query 'deploymentInfo.{applicationName: applicationName, deploymentGroupName: deploymentGroupName, revision: previousRevision}' --output json)\"",
            ],
            steps.Select(step => step.Command));
    }

    [Fact]
    public void A_service_of_an_external_controller_gets_the_commands_of_task_sets() => Assert.Equal(
        [
            "aws ecs describe-task-sets --region eu-west-1 --cluster shop --service checkout --query 'taskSets[].[id,status,taskDefinition,stabilityStatus,runningCount]' --output table",
            "aws ecs update-service-primary-task-set --region eu-west-1 --cluster shop --service checkout --primary-task-set TASK_SET_ID",
        ],
        BreakGlass.Steps(Plan() with { Controller = "EXTERNAL", Refusal = "no" }, null).Select(step => step.Command));

    [Fact]
    public void Where_there_is_no_way_back_the_card_offers_to_look_only()
    {
        var step = Assert.Single(BreakGlass.Steps(Plan() with { Refusal = "ECS is already going back." }, Candidate));

        Assert.StartsWith("aws ecs describe-services --region eu-west-1 --cluster shop --services checkout ", step.Command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("as $tags | .taskDefinition")]
    [InlineData("| del(")]
    [InlineData("then .tags = $tags")]
    public void The_deploy_script_copies_a_task_definition_alike(string part)
    {
        var script = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".github", "scripts", "deploy-version"));

        var ours = BreakGlass.Command(Plan(), Candidate with { Move = RollbackMove.RegisterCopy }).Split('\n').Single(line => line.Contains(part, StringComparison.Ordinal));
        var theirs = script.Single(line => line.Contains(part, StringComparison.Ordinal));

        Assert.Equal(Program(ours), Program(theirs));
    }

    // Up to the quote that ends the program.
    private static string Program(string line) => line.Split('\'')[0].Trim();

    private static string Here([CallerFilePath] string path = "") => path;

    private static RollbackPlan Plan() => new(Make.Key(), "eu-west-1", "ecs-svc/1", Make.Ref(revision: 43), "v1.4.3", null, [], null, [])
    {
        GitHub = new WorkflowPath("example/shop", "deploy.yml", "main", new GitHubInputs()),
    };
}
