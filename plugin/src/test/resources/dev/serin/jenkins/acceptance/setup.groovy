// What an administrator sets up: users and their rights, the library, environments, and the job.
import hudson.model.Item
import hudson.security.GlobalMatrixAuthorizationStrategy
import hudson.security.HudsonPrivateSecurityRealm
import hudson.security.Permission
import jenkins.branch.BranchSource
import jenkins.model.GlobalConfiguration
import jenkins.model.Jenkins
import jenkins.plugins.git.GitSCMSource
import jenkins.plugins.git.traits.BranchDiscoveryTrait
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration
import org.jenkinsci.plugins.workflow.libs.SCMSourceRetriever
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject

def jenkins = Jenkins.get()
if (jenkins.getItem('shop') != null) {
  return
}
jenkins.numExecutors = 2
def realm = new HudsonPrivateSecurityRealm(false)
['admin', 'dev', 'alice', 'guest'].each { realm.createAccount(it, it) }
jenkins.securityRealm = realm
def rights = new GlobalMatrixAuthorizationStrategy()
rights.add(Jenkins.ADMINISTER, 'admin')
['dev', 'alice', 'guest'].each { rights.add(Jenkins.READ, it) }
['dev', 'alice'].each { rights.add(Item.READ, it) }
rights.add(Item.BUILD, 'dev')
rights.add(Permission.fromId('dev.serin.jenkins.SerinPermissions.Approve'), 'alice')
jenkins.authorizationStrategy = rights
jenkins.save()

def loader = jenkins.pluginManager.uberClassLoader
def configuration = GlobalConfiguration.all().get(loader.loadClass('dev.serin.jenkins.config.SerinConfiguration'))
def policy = loader.loadClass('dev.serin.jenkins.config.EnvironmentPolicy')
def staging = policy.newInstance('staging')
staging.quorum = 0
configuration.environments = [staging, policy.newInstance('production')]

def library = new LibraryConfiguration('serin', new SCMSourceRetriever(new GitSCMSource(System.getProperty('acceptance.library'))))
library.defaultVersion = 'main'
GlobalLibraries.get().libraries = [library]

def shop = jenkins.createProject(WorkflowMultiBranchProject, 'shop')
def source = new GitSCMSource(System.getProperty('acceptance.shop'))
source.id = 'shop'
source.traits = [new BranchDiscoveryTrait()]
shop.sourcesList.add(new BranchSource(source))
shop.scheduleBuild2(0)
