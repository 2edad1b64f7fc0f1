/** Made from schema/mistd.schema.json by `npm run gen`; never edited. Checks a value against the schema; what it finds stands in `errors`. */
/* eslint-disable */
// @ts-nocheck: ajv wrote it
import ucs2length from 'ajv/dist/runtime/ucs2length.js'
import { boundedPattern } from '../manifest/bounded-pattern.js'
import { settingsSchema } from '../settings.gen.js'
import type { CompiledSchema } from '../manifest/validate.js'

export const settingsCheck: CompiledSchema = validate10
const schema11 = settingsSchema;
const schema12 = {"description":"An absolute path of this host.","type":"string","pattern":"^/[^\\u0000-\\u001f]*$","maxLength":400};
const schema44 = {"title":"GrantsSection","description":"What writers of the repository may ask of this host beyond the safe default.","type":"object","additionalProperties":false,"properties":{"domains":{"description":"Domain suffixes that apps may use. `*` grants all.","type":"array","maxItems":200,"items":{"description":"A domain in lower case, or `*` for all.","type":"string","pattern":"^(\\*|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)$"},"default":["localhost"]},"publish":{"description":"Host ports beyond loopback that apps may publish, as `address:port` or `address:from-to`.","type":"array","maxItems":200,"items":{"description":"`address:port` or `address:from-to` with an IPv4 address.","type":"string","pattern":"^(\\d{1,3}\\.){3}\\d{1,3}:\\d{1,5}(-\\d{1,5})?$"},"default":[],"examples":[["0.0.0.0:5432","0.0.0.0:8000-8010"]]},"mounts":{"description":"Folders of the host that apps may mount, with all that lies below; with `:ro` for reading alone.","type":"array","maxItems":200,"items":{"description":"An absolute path of letters, digits and `. _ - @ + ~ = /`, and `:ro` where it is for reading alone.","type":"string","maxLength":400,"pattern":"^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|:|$))[A-Za-z0-9._/@+~=-]+(:ro)?$"},"default":[],"examples":[["/srv/media:ro","/srv/data"]]},"backups":{"description":"Folders of the host where backups may be kept, with all that lies below. They have to be there: Mist makes folders in them and never themselves, so that a disk that is not mounted is noticed. No app can mount them.","type":"array","maxItems":50,"items":{"description":"An absolute path of letters, digits and `. _ - @ + ~ = /`.","type":"string","maxLength":400,"pattern":"^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|$))[A-Za-z0-9._/@+~=-]+$"},"default":[],"examples":[["/srv/backups"]]},"storages":{"description":"Addresses of object storages on this very host or its link, which nobody may name otherwise: whoever writes the repository would reach services of the host.","type":"array","maxItems":50,"items":{"description":"A URL without a path, as in `endpoint`.","type":"string","maxLength":300,"pattern":"^https?://[^/\\s]+$"},"default":[],"examples":[["http://127.0.0.1:9000"]]},"repositories":{"description":"URL prefixes of app repositories beyond https and ssh.","type":"array","maxItems":100,"items":{"description":"A prefix that begins with `file:///`.","type":"string","pattern":"^file:///[^\\u0000-\\u001f]*$"},"default":[],"examples":[["file:///srv/git/"]]}}};
const schema15 = {"description":"A number with one of the units ms, s, m or h, for example `30s`.","type":"string","pattern":"^[0-9]{1,6}(ms|s|m|h)$"};
const func2 = Object.prototype.hasOwnProperty;
const func3 = boundedPattern;
const func5 = (ucs2length.default ?? ucs2length);
const pattern0 = func3("^x-", "u");
const pattern1 = func3("^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$", "u");
const pattern2 = func3("^/[^\\u0000-\\u001f]*$", "u");
const pattern13 = func3("^[a-z0-9.-]+(:[0-9]{1,5})?$", "u");
const pattern15 = func3("^unix:///[^\\u0000-\\u001f]+$", "u");
const pattern16 = func3("^(\\d{1,3}\\.){3}\\d{1,3}/(1[0-9]|2[0-4]|[89])$", "u");
const pattern37 = func3("^(\\*|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)$", "u");
const pattern38 = func3("^(\\d{1,3}\\.){3}\\d{1,3}:\\d{1,5}(-\\d{1,5})?$", "u");
const pattern39 = func3("^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|:|$))[A-Za-z0-9._/@+~=-]+(:ro)?$", "u");
const pattern40 = func3("^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|$))[A-Za-z0-9._/@+~=-]+$", "u");
const pattern41 = func3("^https?://[^/\\s]+$", "u");
const pattern42 = func3("^file:///[^\\u0000-\\u001f]*$", "u");
const pattern6 = func3("^[0-9]{1,6}(ms|s|m|h)$", "u");
const schema13 = {"title":"SourceSection","description":"Where mist.yaml lives: a git repository, or a plain folder for local work.","type":"object","additionalProperties":false,"properties":{"git":{"description":"URL of the repository: https, ssh or file, and http on loopback.","type":"string","minLength":1,"maxLength":400,"examples":["git@git.example.com:acme/ops.git"]},"ref":{"description":"Branch or tag; without it the default branch of the remote.","type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._/-]*$","maxLength":200},"folder":{"description":"A folder of this host instead of a repository.","$ref":"#/definitions/hostPath"},"path":{"description":"The manifest inside the source.","type":"string","pattern":"^(?!/)(?!(.*/)?\\.\\.(/|$))[^\\\\\\u0000-\\u001f]+\\.ya?ml$","default":"mist.yaml"},"interval":{"description":"Time between two looks at the remote, with a jitter of 5 %.","$ref":"#/definitions/duration","default":"60s"}}};
const pattern3 = func3("^[A-Za-z0-9][A-Za-z0-9._/-]*$", "u");
const pattern5 = func3("^(?!/)(?!(.*/)?\\.\\.(/|$))[^\\\\\\u0000-\\u001f]+\\.ya?ml$", "u");

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "git") || (key0 === "ref")) || (key0 === "folder")) || (key0 === "path")) || (key0 === "interval"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.git !== undefined){
let data0 = data.git;
if(typeof data0 === "string"){
if(func5(data0) > 400){
const err1 = {instancePath:instancePath+"/git",schemaPath:"#/properties/git/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema13.properties.git,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(func5(data0) < 1){
const err2 = {instancePath:instancePath+"/git",schemaPath:"#/properties/git/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema13.properties.git,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/git",schemaPath:"#/properties/git/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.git.type,parentSchema:schema13.properties.git,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.ref !== undefined){
let data1 = data.ref;
if(typeof data1 === "string"){
if(func5(data1) > 200){
const err4 = {instancePath:instancePath+"/ref",schemaPath:"#/properties/ref/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema13.properties.ref,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!pattern3.test(data1)){
const err5 = {instancePath:instancePath+"/ref",schemaPath:"#/properties/ref/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._/-]*$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9._/-]*$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9._/-]*$",parentSchema:schema13.properties.ref,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/ref",schemaPath:"#/properties/ref/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.ref.type,parentSchema:schema13.properties.ref,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.folder !== undefined){
let data2 = data.folder;
if(typeof data2 === "string"){
if(func5(data2) > 400){
const err7 = {instancePath:instancePath+"/folder",schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern2.test(data2)){
const err8 = {instancePath:instancePath+"/folder",schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/folder",schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.path !== undefined){
let data3 = data.path;
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
const err10 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/pattern",keyword:"pattern",params:{pattern: "^(?!/)(?!(.*/)?\\.\\.(/|$))[^\\\\\\u0000-\\u001f]+\\.ya?ml$"},message:"must match pattern \""+"^(?!/)(?!(.*/)?\\.\\.(/|$))[^\\\\\\u0000-\\u001f]+\\.ya?ml$"+"\"",schema:"^(?!/)(?!(.*/)?\\.\\.(/|$))[^\\\\\\u0000-\\u001f]+\\.ya?ml$",parentSchema:schema13.properties.path,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.path.type,parentSchema:schema13.properties.path,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.interval !== undefined){
let data4 = data.interval;
if(typeof data4 === "string"){
if(!pattern6.test(data4)){
const err12 = {instancePath:instancePath+"/interval",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema15,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/interval",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.type,parentSchema:schema15,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema13.type,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

const schema16 = {"title":"CredentialEntry","type":"object","additionalProperties":false,"required":["url"],"properties":{"url":{"description":"URL prefix, for example `git@git.example.com:acme/` or `https://git.example.com/`.","type":"string","minLength":1,"maxLength":400},"keyFile":{"description":"Private ssh key, mode 0600.","$ref":"#/definitions/hostPath"},"knownHostsFile":{"description":"The host keys that are accepted. Without it no ssh remote is.","$ref":"#/definitions/hostPath"},"username":{"description":"User name for https.","type":"string","minLength":1,"maxLength":200,"default":"git"},"tokenFile":{"description":"File with the password or token for https, mode 0600.","$ref":"#/definitions/hostPath"}}};

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.url === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'",schema:schema16.required,parentSchema:schema16,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "url") || (key0 === "keyFile")) || (key0 === "knownHostsFile")) || (key0 === "username")) || (key0 === "tokenFile"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema16,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.url !== undefined){
let data0 = data.url;
if(typeof data0 === "string"){
if(func5(data0) > 400){
const err2 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema16.properties.url,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(func5(data0) < 1){
const err3 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema16.properties.url,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.url.type,parentSchema:schema16.properties.url,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.keyFile !== undefined){
let data1 = data.keyFile;
if(typeof data1 === "string"){
if(func5(data1) > 400){
const err5 = {instancePath:instancePath+"/keyFile",schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!pattern2.test(data1)){
const err6 = {instancePath:instancePath+"/keyFile",schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/keyFile",schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.knownHostsFile !== undefined){
let data2 = data.knownHostsFile;
if(typeof data2 === "string"){
if(func5(data2) > 400){
const err8 = {instancePath:instancePath+"/knownHostsFile",schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!pattern2.test(data2)){
const err9 = {instancePath:instancePath+"/knownHostsFile",schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/knownHostsFile",schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.username !== undefined){
let data3 = data.username;
if(typeof data3 === "string"){
if(func5(data3) > 200){
const err11 = {instancePath:instancePath+"/username",schemaPath:"#/properties/username/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema16.properties.username,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(func5(data3) < 1){
const err12 = {instancePath:instancePath+"/username",schemaPath:"#/properties/username/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema16.properties.username,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/username",schemaPath:"#/properties/username/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.username.type,parentSchema:schema16.properties.username,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.tokenFile !== undefined){
let data4 = data.tokenFile;
if(typeof data4 === "string"){
if(func5(data4) > 400){
const err14 = {instancePath:instancePath+"/tokenFile",schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!pattern2.test(data4)){
const err15 = {instancePath:instancePath+"/tokenFile",schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/tokenFile",schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema16.type,parentSchema:schema16,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}

const schema20 = {"title":"SecretsSection","description":"Where this host keeps the secrets that a manifest names. What stands here goes before the file in git.","type":"object","additionalProperties":false,"properties":{"identityFile":{"description":"The age identity that opens the encrypted file in git, mode 0600, as `mistctl secret keygen` writes it.","$ref":"#/definitions/hostPath"},"directory":{"description":"A folder with one file for each secret, named as the secret, mode 0600. One line feed at the end does not count.","$ref":"#/definitions/hostPath"},"environment":{"description":"Prefix of the variables of mistd that are secrets: capitals, digits and underscores, with an underscore at the end. With MIST_SECRET_ the secret A is MIST_SECRET_A.","type":"string","pattern":"^[A-Z][A-Z0-9_]*_$","maxLength":60}}};
const pattern12 = func3("^[A-Z][A-Z0-9_]*_$", "u");

function validate15(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "identityFile") || (key0 === "directory")) || (key0 === "environment"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.identityFile !== undefined){
let data0 = data.identityFile;
if(typeof data0 === "string"){
if(func5(data0) > 400){
const err1 = {instancePath:instancePath+"/identityFile",schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!pattern2.test(data0)){
const err2 = {instancePath:instancePath+"/identityFile",schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/identityFile",schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.directory !== undefined){
let data1 = data.directory;
if(typeof data1 === "string"){
if(func5(data1) > 400){
const err4 = {instancePath:instancePath+"/directory",schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!pattern2.test(data1)){
const err5 = {instancePath:instancePath+"/directory",schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/directory",schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.environment !== undefined){
let data2 = data.environment;
if(typeof data2 === "string"){
if(func5(data2) > 60){
const err7 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/maxLength",keyword:"maxLength",params:{limit: 60},message:"must NOT have more than 60 characters",schema:60,parentSchema:schema20.properties.environment,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern12.test(data2)){
const err8 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z0-9_]*_$"},message:"must match pattern \""+"^[A-Z][A-Z0-9_]*_$"+"\"",schema:"^[A-Z][A-Z0-9_]*_$",parentSchema:schema20.properties.environment,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.environment.type,parentSchema:schema20.properties.environment,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema20.type,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate15.errors = vErrors;
return errors === 0;
}

const schema23 = {"title":"RegistryEntry","type":"object","additionalProperties":false,"required":["username","passwordFile"],"properties":{"username":{"description":"User name at the registry.","type":"string","minLength":1,"maxLength":200},"passwordFile":{"description":"File with the password or token, mode 0600.","$ref":"#/definitions/hostPath"}}};

function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.username === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "username"},message:"must have required property '"+"username"+"'",schema:schema23.required,parentSchema:schema23,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.passwordFile === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "passwordFile"},message:"must have required property '"+"passwordFile"+"'",schema:schema23.required,parentSchema:schema23,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "username") || (key0 === "passwordFile"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema23,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.username !== undefined){
let data0 = data.username;
if(typeof data0 === "string"){
if(func5(data0) > 200){
const err3 = {instancePath:instancePath+"/username",schemaPath:"#/properties/username/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema23.properties.username,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(func5(data0) < 1){
const err4 = {instancePath:instancePath+"/username",schemaPath:"#/properties/username/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema23.properties.username,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/username",schemaPath:"#/properties/username/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema23.properties.username.type,parentSchema:schema23.properties.username,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.passwordFile !== undefined){
let data1 = data.passwordFile;
if(typeof data1 === "string"){
if(func5(data1) > 400){
const err6 = {instancePath:instancePath+"/passwordFile",schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern2.test(data1)){
const err7 = {instancePath:instancePath+"/passwordFile",schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/passwordFile",schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema23.type,parentSchema:schema23,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
validate17.errors = vErrors;
return errors === 0;
}

const schema25 = {"title":"BuildsSection","description":"Which builder of the engine is used, and what builds may take of this host.","type":"object","additionalProperties":false,"properties":{"builder":{"description":"`classic`: every step of a Dockerfile is bounded by `cpus` and `memory`, so that the apps that run keep the rest. `buildkit`: knows more of the Dockerfile format, build secrets among it, and heeds no limit of processor or memory: choose it only where you trust who writes the repositories.","enum":["classic","buildkit"],"default":"classic"},"concurrency":{"description":"Builds at a time; others wait in the order they came.","type":"integer","minimum":1,"maximum":32,"default":2},"cpus":{"description":"Cores for each build by the classic builder, for example 0.5. Without it all that the host has, less one.","type":"number","minimum":0.01,"maximum":1024},"memory":{"description":"Memory for each build by the classic builder: a number with one of the units b, k, m, g or t, for example `2g`. It bounds the number of processes too. Without it half of what the host has, divided by `concurrency`, and 512m at the least.","type":"string","pattern":"^[0-9]{1,9}(\\.[0-9]{1,3})?[bkmgt]$"},"timeout":{"description":"After this time a build has failed.","$ref":"#/definitions/duration","default":"30m"}}};
const pattern17 = func3("^[0-9]{1,9}(\\.[0-9]{1,3})?[bkmgt]$", "u");

function validate19(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "builder") || (key0 === "concurrency")) || (key0 === "cpus")) || (key0 === "memory")) || (key0 === "timeout"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema25,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.builder !== undefined){
let data0 = data.builder;
if(!((data0 === "classic") || (data0 === "buildkit"))){
const err1 = {instancePath:instancePath+"/builder",schemaPath:"#/properties/builder/enum",keyword:"enum",params:{allowedValues: schema25.properties.builder.enum},message:"must be equal to one of the allowed values",schema:schema25.properties.builder.enum,parentSchema:schema25.properties.builder,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.concurrency !== undefined){
let data1 = data.concurrency;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err2 = {instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema25.properties.concurrency.type,parentSchema:schema25.properties.concurrency,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 32 || isNaN(data1)){
const err3 = {instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/maximum",keyword:"maximum",params:{comparison: "<=", limit: 32},message:"must be <= 32",schema:32,parentSchema:schema25.properties.concurrency,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema25.properties.concurrency,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.cpus !== undefined){
let data2 = data.cpus;
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 1024 || isNaN(data2)){
const err5 = {instancePath:instancePath+"/cpus",schemaPath:"#/properties/cpus/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},message:"must be <= 1024",schema:1024,parentSchema:schema25.properties.cpus,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data2 < 0.01 || isNaN(data2)){
const err6 = {instancePath:instancePath+"/cpus",schemaPath:"#/properties/cpus/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.01},message:"must be >= 0.01",schema:0.01,parentSchema:schema25.properties.cpus,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/cpus",schemaPath:"#/properties/cpus/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema25.properties.cpus.type,parentSchema:schema25.properties.cpus,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.memory !== undefined){
let data3 = data.memory;
if(typeof data3 === "string"){
if(!pattern17.test(data3)){
const err8 = {instancePath:instancePath+"/memory",schemaPath:"#/properties/memory/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}(\\.[0-9]{1,3})?[bkmgt]$"},message:"must match pattern \""+"^[0-9]{1,9}(\\.[0-9]{1,3})?[bkmgt]$"+"\"",schema:"^[0-9]{1,9}(\\.[0-9]{1,3})?[bkmgt]$",parentSchema:schema25.properties.memory,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/memory",schemaPath:"#/properties/memory/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema25.properties.memory.type,parentSchema:schema25.properties.memory,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.timeout !== undefined){
let data4 = data.timeout;
if(typeof data4 === "string"){
if(!pattern6.test(data4)){
const err10 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema15,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.type,parentSchema:schema15,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema25.type,parentSchema:schema25,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
validate19.errors = vErrors;
return errors === 0;
}

const schema27 = {"title":"ProxySection","description":"The Traefik in front of the apps.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"`managed`: Mist runs Traefik as a container. `external`: Mist only writes files for a Traefik that somebody else runs.","enum":["managed","external"],"default":"managed"},"image":{"description":"Image of the managed Traefik.","type":"string","pattern":"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$","maxLength":300,"default":"traefik:v3.6"},"address":{"description":"Address that the managed Traefik listens on.","type":"string","format":"ipv4","default":"0.0.0.0"},"httpPort":{"description":"Port for HTTP of the managed Traefik.","$ref":"#/definitions/port","default":80},"httpsPort":{"description":"Port for HTTPS, which plain HTTP is led to. The managed Traefik listens on it as soon as a host has TLS; becoming so replaces it once, with a short gap.","$ref":"#/definitions/port","default":443},"apiPort":{"description":"Loopback port of the managed Traefik's API. Mist confirms routes through it.","$ref":"#/definitions/port","default":6479},"acme":{"title":"ProxyAcme","description":"How the managed Traefik gets certificates for a manifest with `ingress.acme`. They are kept in the state directory.","type":"object","additionalProperties":false,"properties":{"server":{"description":"Directory URL of the ACME server.","type":"string","pattern":"^https://[A-Za-z0-9.:-]{1,253}/[A-Za-z0-9._~/-]{0,300}$","default":"https://acme-v02.api.letsencrypt.org/directory"},"caFile":{"description":"PEM file of the authority that certifies a private ACME server.","$ref":"#/definitions/hostPath"},"dnsEnvFile":{"description":"Lines of NAME=value for the DNS provider that a manifest may name, as Traefik's documentation lists them; mode 0600. Only with it a manifest may use DNS-01.","$ref":"#/definitions/hostPath"},"dnsPropagation":{"description":"`checked`: before the ACME server may look, Traefik asks the name servers of the domain until they show the record. `unchecked`: it does not, for name servers that this host cannot ask.","enum":["checked","unchecked"],"default":"checked"},"lifetime":{"description":"How long the certificates of this server last, in whole hours: it decides how early they are renewed.","$ref":"#/definitions/duration","default":"2160h"}}},"certificates":{"description":"Certificates of your own for the managed Traefik. They win over ACME for the names they hold; changed files are taken over by themselves.","type":"array","maxItems":50,"items":{"title":"CertificateEntry","type":"object","additionalProperties":false,"required":["certFile","keyFile"],"properties":{"certFile":{"description":"PEM file with the certificate and its chain.","$ref":"#/definitions/hostPath"},"keyFile":{"description":"PEM file with its key, mode 0600.","$ref":"#/definitions/hostPath"}}}},"secureEntryPoint":{"description":"External mode: name of the entry point for HTTPS. Without it no host can have TLS.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9_-]{0,60}$","examples":["websecure"]},"certResolver":{"description":"External mode: name of the certificate resolver for a manifest with `ingress.acme`.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9_-]{0,60}$","examples":["letsencrypt"]},"directory":{"description":"External mode: the directory that Traefik's file provider watches.","$ref":"#/definitions/hostPath"},"api":{"description":"External mode: base URL of Traefik's API on loopback. Without it a switch counts once the file is written and the throttle time has passed.","type":"string","pattern":"^http://(127\\.0\\.0\\.1|localhost|\\[::1\\]):[0-9]{1,5}$","examples":["http://127.0.0.1:8080"]},"entryPoint":{"description":"External mode: name of the entry point for HTTP.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9_-]{0,60}$","default":"web"},"servers":{"description":"External mode: how Traefik reaches the apps, by container name (it must join the project networks) or by container address.","enum":["name","address"],"default":"address"}}};
const schema28 = {"description":"A whole number from 1 to 65535.","type":"integer","minimum":1,"maximum":65535};
const pattern19 = func3("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$", "u");
const pattern20 = func3("^https://[A-Za-z0-9.:-]{1,253}/[A-Za-z0-9._~/-]{0,300}$", "u");
const pattern26 = func3("^[A-Za-z][A-Za-z0-9_-]{0,60}$", "u");
const pattern29 = func3("^http://(127\\.0\\.0\\.1|localhost|\\[::1\\]):[0-9]{1,5}$", "u");
const formats0 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema27.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema27,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.mode !== undefined){
let data0 = data.mode;
if(!((data0 === "managed") || (data0 === "external"))){
const err1 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema27.properties.mode.enum},message:"must be equal to one of the allowed values",schema:schema27.properties.mode.enum,parentSchema:schema27.properties.mode,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.image !== undefined){
let data1 = data.image;
if(typeof data1 === "string"){
if(func5(data1) > 300){
const err2 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters",schema:300,parentSchema:schema27.properties.image,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!pattern19.test(data1)){
const err3 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/pattern",keyword:"pattern",params:{pattern: "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$"},message:"must match pattern \""+"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$"+"\"",schema:"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$",parentSchema:schema27.properties.image,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.image.type,parentSchema:schema27.properties.image,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.address !== undefined){
let data2 = data.address;
if(typeof data2 === "string"){
if(!(formats0.test(data2))){
const err5 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/format",keyword:"format",params:{format: "ipv4"},message:"must match format \""+"ipv4"+"\"",schema:"ipv4",parentSchema:schema27.properties.address,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.address.type,parentSchema:schema27.properties.address,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.httpPort !== undefined){
let data3 = data.httpPort;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err7 = {instancePath:instancePath+"/httpPort",schemaPath:"#/definitions/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema28.type,parentSchema:schema28,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 65535 || isNaN(data3)){
const err8 = {instancePath:instancePath+"/httpPort",schemaPath:"#/definitions/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema28,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data3 < 1 || isNaN(data3)){
const err9 = {instancePath:instancePath+"/httpPort",schemaPath:"#/definitions/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema28,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data.httpsPort !== undefined){
let data4 = data.httpsPort;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err10 = {instancePath:instancePath+"/httpsPort",schemaPath:"#/definitions/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema28.type,parentSchema:schema28,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 65535 || isNaN(data4)){
const err11 = {instancePath:instancePath+"/httpsPort",schemaPath:"#/definitions/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema28,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data4 < 1 || isNaN(data4)){
const err12 = {instancePath:instancePath+"/httpsPort",schemaPath:"#/definitions/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema28,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
if(data.apiPort !== undefined){
let data5 = data.apiPort;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err13 = {instancePath:instancePath+"/apiPort",schemaPath:"#/definitions/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema28.type,parentSchema:schema28,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 65535 || isNaN(data5)){
const err14 = {instancePath:instancePath+"/apiPort",schemaPath:"#/definitions/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema28,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data5 < 1 || isNaN(data5)){
const err15 = {instancePath:instancePath+"/apiPort",schemaPath:"#/definitions/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema28,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data.acme !== undefined){
let data6 = data.acme;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key1 in data6){
if(!(((((key1 === "server") || (key1 === "caFile")) || (key1 === "dnsEnvFile")) || (key1 === "dnsPropagation")) || (key1 === "lifetime"))){
const err16 = {instancePath:instancePath+"/acme",schemaPath:"#/properties/acme/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema27.properties.acme,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data6.server !== undefined){
let data7 = data6.server;
if(typeof data7 === "string"){
if(!pattern20.test(data7)){
const err17 = {instancePath:instancePath+"/acme/server",schemaPath:"#/properties/acme/properties/server/pattern",keyword:"pattern",params:{pattern: "^https://[A-Za-z0-9.:-]{1,253}/[A-Za-z0-9._~/-]{0,300}$"},message:"must match pattern \""+"^https://[A-Za-z0-9.:-]{1,253}/[A-Za-z0-9._~/-]{0,300}$"+"\"",schema:"^https://[A-Za-z0-9.:-]{1,253}/[A-Za-z0-9._~/-]{0,300}$",parentSchema:schema27.properties.acme.properties.server,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/acme/server",schemaPath:"#/properties/acme/properties/server/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.acme.properties.server.type,parentSchema:schema27.properties.acme.properties.server,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data6.caFile !== undefined){
let data8 = data6.caFile;
if(typeof data8 === "string"){
if(func5(data8) > 400){
const err19 = {instancePath:instancePath+"/acme/caFile",schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data8};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!pattern2.test(data8)){
const err20 = {instancePath:instancePath+"/acme/caFile",schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/acme/caFile",schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data6.dnsEnvFile !== undefined){
let data9 = data6.dnsEnvFile;
if(typeof data9 === "string"){
if(func5(data9) > 400){
const err22 = {instancePath:instancePath+"/acme/dnsEnvFile",schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data9};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!pattern2.test(data9)){
const err23 = {instancePath:instancePath+"/acme/dnsEnvFile",schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data9};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/acme/dnsEnvFile",schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data9};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data6.dnsPropagation !== undefined){
let data10 = data6.dnsPropagation;
if(!((data10 === "checked") || (data10 === "unchecked"))){
const err25 = {instancePath:instancePath+"/acme/dnsPropagation",schemaPath:"#/properties/acme/properties/dnsPropagation/enum",keyword:"enum",params:{allowedValues: schema27.properties.acme.properties.dnsPropagation.enum},message:"must be equal to one of the allowed values",schema:schema27.properties.acme.properties.dnsPropagation.enum,parentSchema:schema27.properties.acme.properties.dnsPropagation,data:data10};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data6.lifetime !== undefined){
let data11 = data6.lifetime;
if(typeof data11 === "string"){
if(!pattern6.test(data11)){
const err26 = {instancePath:instancePath+"/acme/lifetime",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema15,data:data11};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/acme/lifetime",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.type,parentSchema:schema15,data:data11};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/acme",schemaPath:"#/properties/acme/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema27.properties.acme.type,parentSchema:schema27.properties.acme,data:data6};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.certificates !== undefined){
let data12 = data.certificates;
if(Array.isArray(data12)){
if(data12.length > 50){
const err29 = {instancePath:instancePath+"/certificates",schemaPath:"#/properties/certificates/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items",schema:50,parentSchema:schema27.properties.certificates,data:data12};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
const len0 = data12.length;
for(let i0=0; i0<len0; i0++){
let data13 = data12[i0];
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.certFile === undefined){
const err30 = {instancePath:instancePath+"/certificates/" + i0,schemaPath:"#/properties/certificates/items/required",keyword:"required",params:{missingProperty: "certFile"},message:"must have required property '"+"certFile"+"'",schema:schema27.properties.certificates.items.required,parentSchema:schema27.properties.certificates.items,data:data13};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data13.keyFile === undefined){
const err31 = {instancePath:instancePath+"/certificates/" + i0,schemaPath:"#/properties/certificates/items/required",keyword:"required",params:{missingProperty: "keyFile"},message:"must have required property '"+"keyFile"+"'",schema:schema27.properties.certificates.items.required,parentSchema:schema27.properties.certificates.items,data:data13};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
for(const key2 in data13){
if(!((key2 === "certFile") || (key2 === "keyFile"))){
const err32 = {instancePath:instancePath+"/certificates/" + i0,schemaPath:"#/properties/certificates/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema27.properties.certificates.items,data:data13};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data13.certFile !== undefined){
let data14 = data13.certFile;
if(typeof data14 === "string"){
if(func5(data14) > 400){
const err33 = {instancePath:instancePath+"/certificates/" + i0+"/certFile",schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data14};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(!pattern2.test(data14)){
const err34 = {instancePath:instancePath+"/certificates/" + i0+"/certFile",schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data14};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/certificates/" + i0+"/certFile",schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data14};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data13.keyFile !== undefined){
let data15 = data13.keyFile;
if(typeof data15 === "string"){
if(func5(data15) > 400){
const err36 = {instancePath:instancePath+"/certificates/" + i0+"/keyFile",schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data15};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(!pattern2.test(data15)){
const err37 = {instancePath:instancePath+"/certificates/" + i0+"/keyFile",schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data15};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/certificates/" + i0+"/keyFile",schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data15};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/certificates/" + i0,schemaPath:"#/properties/certificates/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema27.properties.certificates.items.type,parentSchema:schema27.properties.certificates.items,data:data13};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/certificates",schemaPath:"#/properties/certificates/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema27.properties.certificates.type,parentSchema:schema27.properties.certificates,data:data12};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.secureEntryPoint !== undefined){
let data16 = data.secureEntryPoint;
if(typeof data16 === "string"){
if(!pattern26.test(data16)){
const err41 = {instancePath:instancePath+"/secureEntryPoint",schemaPath:"#/properties/secureEntryPoint/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,60}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]{0,60}$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_-]{0,60}$",parentSchema:schema27.properties.secureEntryPoint,data:data16};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/secureEntryPoint",schemaPath:"#/properties/secureEntryPoint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.secureEntryPoint.type,parentSchema:schema27.properties.secureEntryPoint,data:data16};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data.certResolver !== undefined){
let data17 = data.certResolver;
if(typeof data17 === "string"){
if(!pattern26.test(data17)){
const err43 = {instancePath:instancePath+"/certResolver",schemaPath:"#/properties/certResolver/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,60}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]{0,60}$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_-]{0,60}$",parentSchema:schema27.properties.certResolver,data:data17};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/certResolver",schemaPath:"#/properties/certResolver/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.certResolver.type,parentSchema:schema27.properties.certResolver,data:data17};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.directory !== undefined){
let data18 = data.directory;
if(typeof data18 === "string"){
if(func5(data18) > 400){
const err45 = {instancePath:instancePath+"/directory",schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data18};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(!pattern2.test(data18)){
const err46 = {instancePath:instancePath+"/directory",schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data18};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/directory",schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data18};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.api !== undefined){
let data19 = data.api;
if(typeof data19 === "string"){
if(!pattern29.test(data19)){
const err48 = {instancePath:instancePath+"/api",schemaPath:"#/properties/api/pattern",keyword:"pattern",params:{pattern: "^http://(127\\.0\\.0\\.1|localhost|\\[::1\\]):[0-9]{1,5}$"},message:"must match pattern \""+"^http://(127\\.0\\.0\\.1|localhost|\\[::1\\]):[0-9]{1,5}$"+"\"",schema:"^http://(127\\.0\\.0\\.1|localhost|\\[::1\\]):[0-9]{1,5}$",parentSchema:schema27.properties.api,data:data19};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
else {
const err49 = {instancePath:instancePath+"/api",schemaPath:"#/properties/api/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.api.type,parentSchema:schema27.properties.api,data:data19};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data.entryPoint !== undefined){
let data20 = data.entryPoint;
if(typeof data20 === "string"){
if(!pattern26.test(data20)){
const err50 = {instancePath:instancePath+"/entryPoint",schemaPath:"#/properties/entryPoint/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,60}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]{0,60}$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_-]{0,60}$",parentSchema:schema27.properties.entryPoint,data:data20};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/entryPoint",schemaPath:"#/properties/entryPoint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.entryPoint.type,parentSchema:schema27.properties.entryPoint,data:data20};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.servers !== undefined){
let data21 = data.servers;
if(!((data21 === "name") || (data21 === "address"))){
const err52 = {instancePath:instancePath+"/servers",schemaPath:"#/properties/servers/enum",keyword:"enum",params:{allowedValues: schema27.properties.servers.enum},message:"must be equal to one of the allowed values",schema:schema27.properties.servers.enum,parentSchema:schema27.properties.servers,data:data21};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
else {
const err53 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema27.type,parentSchema:schema27,data};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}

const schema37 = {"title":"HttpSection","description":"The read-only HTTP endpoint of mistd.","type":"object","additionalProperties":false,"properties":{"enabled":{"description":"Serve it at all.","type":"boolean","default":true},"address":{"description":"Beyond loopback a token is required.","type":"string","format":"ipv4","default":"127.0.0.1"},"port":{"$ref":"#/definitions/port","description":"Port of the endpoint.","default":6478},"tokenFile":{"description":"File with the bearer token, at least 32 characters, mode 0600.","$ref":"#/definitions/hostPath"},"hosts":{"description":"Host names that requests may ask for, besides the loopback names and the address itself.","type":"array","maxItems":20,"items":{"description":"A host name without port.","type":"string","pattern":"^[A-Za-z0-9.-]+$","maxLength":253}}}};
const pattern32 = func3("^[A-Za-z0-9.-]+$", "u");

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "enabled") || (key0 === "address")) || (key0 === "port")) || (key0 === "tokenFile")) || (key0 === "hosts"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema37,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.enabled !== undefined){
let data0 = data.enabled;
if(typeof data0 !== "boolean"){
const err1 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema37.properties.enabled.type,parentSchema:schema37.properties.enabled,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.address !== undefined){
let data1 = data.address;
if(typeof data1 === "string"){
if(!(formats0.test(data1))){
const err2 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/format",keyword:"format",params:{format: "ipv4"},message:"must match format \""+"ipv4"+"\"",schema:"ipv4",parentSchema:schema37.properties.address,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema37.properties.address.type,parentSchema:schema37.properties.address,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.port !== undefined){
let data2 = data.port;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err4 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema28.type,parentSchema:schema28,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 65535 || isNaN(data2)){
const err5 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema28,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err6 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema28,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.tokenFile !== undefined){
let data3 = data.tokenFile;
if(typeof data3 === "string"){
if(func5(data3) > 400){
const err7 = {instancePath:instancePath+"/tokenFile",schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern2.test(data3)){
const err8 = {instancePath:instancePath+"/tokenFile",schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/tokenFile",schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.hosts !== undefined){
let data4 = data.hosts;
if(Array.isArray(data4)){
if(data4.length > 20){
const err10 = {instancePath:instancePath+"/hosts",schemaPath:"#/properties/hosts/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items",schema:20,parentSchema:schema37.properties.hosts,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(func5(data5) > 253){
const err11 = {instancePath:instancePath+"/hosts/" + i0,schemaPath:"#/properties/hosts/items/maxLength",keyword:"maxLength",params:{limit: 253},message:"must NOT have more than 253 characters",schema:253,parentSchema:schema37.properties.hosts.items,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!pattern32.test(data5)){
const err12 = {instancePath:instancePath+"/hosts/" + i0,schemaPath:"#/properties/hosts/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]+$"},message:"must match pattern \""+"^[A-Za-z0-9.-]+$"+"\"",schema:"^[A-Za-z0-9.-]+$",parentSchema:schema37.properties.hosts.items,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/hosts/" + i0,schemaPath:"#/properties/hosts/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema37.properties.hosts.items.type,parentSchema:schema37.properties.hosts.items,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/hosts",schemaPath:"#/properties/hosts/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema37.properties.hosts.type,parentSchema:schema37.properties.hosts,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema37.type,parentSchema:schema37,data};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}

const schema40 = {"title":"WebhookEntry","type":"object","additionalProperties":false,"required":["type","secretFiles"],"properties":{"type":{"description":"How the sender proves itself: `github` (X-Hub-Signature-256), `gitlab` (X-Gitlab-Token, or a signing token that begins with whsec_), `gitea` (Forgejo too), `bitbucket` (Cloud and Data Center), `standard` (Standard Webhooks) or `generic` (X-Signature: sha256= and the hex HMAC-SHA-256 of the raw body).","enum":["github","gitlab","gitea","bitbucket","standard","generic"]},"secretFiles":{"description":"One file, or two during a rotation, each with a secret of at least 32 characters.","type":"array","minItems":1,"maxItems":2,"items":{"$ref":"#/definitions/hostPath"}}}};

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema40.required,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.secretFiles === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "secretFiles"},message:"must have required property '"+"secretFiles"+"'",schema:schema40.required,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "type") || (key0 === "secretFiles"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(!((((((data0 === "github") || (data0 === "gitlab")) || (data0 === "gitea")) || (data0 === "bitbucket")) || (data0 === "standard")) || (data0 === "generic"))){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema40.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema40.properties.type.enum,parentSchema:schema40.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.secretFiles !== undefined){
let data1 = data.secretFiles;
if(Array.isArray(data1)){
if(data1.length > 2){
const err4 = {instancePath:instancePath+"/secretFiles",schemaPath:"#/properties/secretFiles/maxItems",keyword:"maxItems",params:{limit: 2},message:"must NOT have more than 2 items",schema:2,parentSchema:schema40.properties.secretFiles,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1.length < 1){
const err5 = {instancePath:instancePath+"/secretFiles",schemaPath:"#/properties/secretFiles/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema40.properties.secretFiles,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(func5(data2) > 400){
const err6 = {instancePath:instancePath+"/secretFiles/" + i0,schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern2.test(data2)){
const err7 = {instancePath:instancePath+"/secretFiles/" + i0,schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/secretFiles/" + i0,schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/secretFiles",schemaPath:"#/properties/secretFiles/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema40.properties.secretFiles.type,parentSchema:schema40.properties.secretFiles,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema40.type,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}

const schema42 = {"title":"ForgeEntry","type":"object","additionalProperties":false,"required":["url","type","tokenFile"],"properties":{"url":{"description":"Prefix of repository addresses, for example `https://github.com/acme/` or `git@git.example.com:acme/`.","type":"string","minLength":1,"maxLength":400},"type":{"description":"Kind of the server; `gitea` is Forgejo too.","enum":["github","gitlab","gitea"]},"tokenFile":{"description":"File with a token that may set commit statuses, mode 0600.","$ref":"#/definitions/hostPath"},"api":{"description":"Base URL of its API, when it is not the usual one on the host of the repository. https, or http on loopback.","type":"string","maxLength":400,"pattern":"^(https://[A-Za-z0-9.-]+(:[0-9]{1,5})?|http://(127\\.0\\.0\\.1|localhost)(:[0-9]{1,5})?)(/[A-Za-z0-9._~/-]*)?$"}}};
const pattern36 = func3("^(https://[A-Za-z0-9.-]+(:[0-9]{1,5})?|http://(127\\.0\\.0\\.1|localhost)(:[0-9]{1,5})?)(/[A-Za-z0-9._~/-]*)?$", "u");

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.url === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'",schema:schema42.required,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.type === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema42.required,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.tokenFile === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "tokenFile"},message:"must have required property '"+"tokenFile"+"'",schema:schema42.required,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "url") || (key0 === "type")) || (key0 === "tokenFile")) || (key0 === "api"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.url !== undefined){
let data0 = data.url;
if(typeof data0 === "string"){
if(func5(data0) > 400){
const err4 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema42.properties.url,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(func5(data0) < 1){
const err5 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema42.properties.url,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.url.type,parentSchema:schema42.properties.url,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.type !== undefined){
let data1 = data.type;
if(!(((data1 === "github") || (data1 === "gitlab")) || (data1 === "gitea"))){
const err7 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema42.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema42.properties.type.enum,parentSchema:schema42.properties.type,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.tokenFile !== undefined){
let data2 = data.tokenFile;
if(typeof data2 === "string"){
if(func5(data2) > 400){
const err8 = {instancePath:instancePath+"/tokenFile",schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!pattern2.test(data2)){
const err9 = {instancePath:instancePath+"/tokenFile",schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/tokenFile",schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.api !== undefined){
let data3 = data.api;
if(typeof data3 === "string"){
if(func5(data3) > 400){
const err11 = {instancePath:instancePath+"/api",schemaPath:"#/properties/api/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema42.properties.api,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!pattern36.test(data3)){
const err12 = {instancePath:instancePath+"/api",schemaPath:"#/properties/api/pattern",keyword:"pattern",params:{pattern: "^(https://[A-Za-z0-9.-]+(:[0-9]{1,5})?|http://(127\\.0\\.0\\.1|localhost)(:[0-9]{1,5})?)(/[A-Za-z0-9._~/-]*)?$"},message:"must match pattern \""+"^(https://[A-Za-z0-9.-]+(:[0-9]{1,5})?|http://(127\\.0\\.0\\.1|localhost)(:[0-9]{1,5})?)(/[A-Za-z0-9._~/-]*)?$"+"\"",schema:"^(https://[A-Za-z0-9.-]+(:[0-9]{1,5})?|http://(127\\.0\\.0\\.1|localhost)(:[0-9]{1,5})?)(/[A-Za-z0-9._~/-]*)?$",parentSchema:schema42.properties.api,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/api",schemaPath:"#/properties/api/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.api.type,parentSchema:schema42.properties.api,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema42.type,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}


function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="https://mist.example/schema/mistd.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((func2.call(schema11.properties, key0)) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.instance !== undefined){
let data0 = data.instance;
if(typeof data0 === "string"){
if(!pattern1.test(data0)){
const err1 = {instancePath:instancePath+"/instance",schemaPath:"#/properties/instance/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema11.properties.instance,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/instance",schemaPath:"#/properties/instance/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.instance.type,parentSchema:schema11.properties.instance,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.stateDir !== undefined){
let data1 = data.stateDir;
if(typeof data1 === "string"){
if(func5(data1) > 400){
const err3 = {instancePath:instancePath+"/stateDir",schemaPath:"#/definitions/hostPath/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!pattern2.test(data1)){
const err4 = {instancePath:instancePath+"/stateDir",schemaPath:"#/definitions/hostPath/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/stateDir",schemaPath:"#/definitions/hostPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.source !== undefined){
if(!(validate11(data.source, {instancePath:instancePath+"/source",parentData:data,parentDataProperty:"source",rootData}))){
vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
errors = vErrors.length;
}
}
if(data.credentials !== undefined){
let data3 = data.credentials;
if(Array.isArray(data3)){
if(data3.length > 100){
const err6 = {instancePath:instancePath+"/credentials",schemaPath:"#/properties/credentials/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema11.properties.credentials,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(!(validate13(data3[i0], {instancePath:instancePath+"/credentials/" + i0,parentData:data3,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
errors = vErrors.length;
}
}
}
else {
const err7 = {instancePath:instancePath+"/credentials",schemaPath:"#/properties/credentials/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.credentials.type,parentSchema:schema11.properties.credentials,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.secrets !== undefined){
if(!(validate15(data.secrets, {instancePath:instancePath+"/secrets",parentData:data,parentDataProperty:"secrets",rootData}))){
vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
errors = vErrors.length;
}
}
if(data.registries !== undefined){
let data6 = data.registries;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(Object.keys(data6).length > 100){
const err8 = {instancePath:instancePath+"/registries",schemaPath:"#/properties/registries/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties",schema:100,parentSchema:schema11.properties.registries,data:data6};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key1 in data6){
const _errs14 = errors;
if(typeof key1 === "string"){
if(!pattern13.test(key1)){
const err9 = {instancePath:instancePath+"/registries",schemaPath:"#/properties/registries/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9.-]+(:[0-9]{1,5})?$"},message:"must match pattern \""+"^[a-z0-9.-]+(:[0-9]{1,5})?$"+"\"",schema:"^[a-z0-9.-]+(:[0-9]{1,5})?$",parentSchema:schema11.properties.registries.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/registries",schemaPath:"#/properties/registries/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.registries.propertyNames.type,parentSchema:schema11.properties.registries.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var valid4 = _errs14 === errors;
if(!valid4){
const err11 = {instancePath:instancePath+"/registries",schemaPath:"#/properties/registries/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema11.properties.registries.propertyNames,parentSchema:schema11.properties.registries,data:data6};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
for(const key2 in data6){
if(!(validate17(data6[key2], {instancePath:instancePath+"/registries/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data6,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
}
else {
const err12 = {instancePath:instancePath+"/registries",schemaPath:"#/properties/registries/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.registries.type,parentSchema:schema11.properties.registries,data:data6};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.docker !== undefined){
let data8 = data.docker;
if(typeof data8 === "string"){
if(!pattern15.test(data8)){
const err13 = {instancePath:instancePath+"/docker",schemaPath:"#/properties/docker/pattern",keyword:"pattern",params:{pattern: "^unix:///[^\\u0000-\\u001f]+$"},message:"must match pattern \""+"^unix:///[^\\u0000-\\u001f]+$"+"\"",schema:"^unix:///[^\\u0000-\\u001f]+$",parentSchema:schema11.properties.docker,data:data8};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/docker",schemaPath:"#/properties/docker/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.docker.type,parentSchema:schema11.properties.docker,data:data8};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.networkPool !== undefined){
let data9 = data.networkPool;
if(typeof data9 === "string"){
if(!pattern16.test(data9)){
const err15 = {instancePath:instancePath+"/networkPool",schemaPath:"#/properties/networkPool/pattern",keyword:"pattern",params:{pattern: "^(\\d{1,3}\\.){3}\\d{1,3}/(1[0-9]|2[0-4]|[89])$"},message:"must match pattern \""+"^(\\d{1,3}\\.){3}\\d{1,3}/(1[0-9]|2[0-4]|[89])$"+"\"",schema:"^(\\d{1,3}\\.){3}\\d{1,3}/(1[0-9]|2[0-4]|[89])$",parentSchema:schema11.properties.networkPool,data:data9};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/networkPool",schemaPath:"#/properties/networkPool/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.networkPool.type,parentSchema:schema11.properties.networkPool,data:data9};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.builds !== undefined){
if(!(validate19(data.builds, {instancePath:instancePath+"/builds",parentData:data,parentDataProperty:"builds",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
}
if(data.proxy !== undefined){
if(!(validate21(data.proxy, {instancePath:instancePath+"/proxy",parentData:data,parentDataProperty:"proxy",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.http !== undefined){
if(!(validate23(data.http, {instancePath:instancePath+"/http",parentData:data,parentDataProperty:"http",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data.webhooks !== undefined){
let data13 = data.webhooks;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(Object.keys(data13).length > 50){
const err17 = {instancePath:instancePath+"/webhooks",schemaPath:"#/properties/webhooks/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties",schema:50,parentSchema:schema11.properties.webhooks,data:data13};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
for(const key3 in data13){
const _errs27 = errors;
if(typeof key3 === "string"){
if(!pattern1.test(key3)){
const err18 = {instancePath:instancePath+"/webhooks",schemaPath:"#/properties/webhooks/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",parentSchema:schema11.properties.webhooks.propertyNames,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/webhooks",schemaPath:"#/properties/webhooks/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.webhooks.propertyNames.type,parentSchema:schema11.properties.webhooks.propertyNames,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
var valid6 = _errs27 === errors;
if(!valid6){
const err20 = {instancePath:instancePath+"/webhooks",schemaPath:"#/properties/webhooks/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid",schema:schema11.properties.webhooks.propertyNames,parentSchema:schema11.properties.webhooks,data:data13};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
for(const key4 in data13){
if(!(validate25(data13[key4], {instancePath:instancePath+"/webhooks/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data13,parentDataProperty:key4,rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
}
else {
const err21 = {instancePath:instancePath+"/webhooks",schemaPath:"#/properties/webhooks/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.webhooks.type,parentSchema:schema11.properties.webhooks,data:data13};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.statuses !== undefined){
let data15 = data.statuses;
if(Array.isArray(data15)){
if(data15.length > 50){
const err22 = {instancePath:instancePath+"/statuses",schemaPath:"#/properties/statuses/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items",schema:50,parentSchema:schema11.properties.statuses,data:data15};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
const len1 = data15.length;
for(let i1=0; i1<len1; i1++){
if(!(validate27(data15[i1], {instancePath:instancePath+"/statuses/" + i1,parentData:data15,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
}
else {
const err23 = {instancePath:instancePath+"/statuses",schemaPath:"#/properties/statuses/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.statuses.type,parentSchema:schema11.properties.statuses,data:data15};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.grants !== undefined){
let data17 = data.grants;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
for(const key5 in data17){
if(!((((((key5 === "domains") || (key5 === "publish")) || (key5 === "mounts")) || (key5 === "backups")) || (key5 === "storages")) || (key5 === "repositories"))){
const err24 = {instancePath:instancePath+"/grants",schemaPath:"#/definitions/grants/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema44,data:data17};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data17.domains !== undefined){
let data18 = data17.domains;
if(Array.isArray(data18)){
if(data18.length > 200){
const err25 = {instancePath:instancePath+"/grants/domains",schemaPath:"#/definitions/grants/properties/domains/maxItems",keyword:"maxItems",params:{limit: 200},message:"must NOT have more than 200 items",schema:200,parentSchema:schema44.properties.domains,data:data18};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
const len2 = data18.length;
for(let i2=0; i2<len2; i2++){
let data19 = data18[i2];
if(typeof data19 === "string"){
if(!pattern37.test(data19)){
const err26 = {instancePath:instancePath+"/grants/domains/" + i2,schemaPath:"#/definitions/grants/properties/domains/items/pattern",keyword:"pattern",params:{pattern: "^(\\*|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)$"},message:"must match pattern \""+"^(\\*|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)$"+"\"",schema:"^(\\*|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)$",parentSchema:schema44.properties.domains.items,data:data19};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/grants/domains/" + i2,schemaPath:"#/definitions/grants/properties/domains/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.domains.items.type,parentSchema:schema44.properties.domains.items,data:data19};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/grants/domains",schemaPath:"#/definitions/grants/properties/domains/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.domains.type,parentSchema:schema44.properties.domains,data:data18};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data17.publish !== undefined){
let data20 = data17.publish;
if(Array.isArray(data20)){
if(data20.length > 200){
const err29 = {instancePath:instancePath+"/grants/publish",schemaPath:"#/definitions/grants/properties/publish/maxItems",keyword:"maxItems",params:{limit: 200},message:"must NOT have more than 200 items",schema:200,parentSchema:schema44.properties.publish,data:data20};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
const len3 = data20.length;
for(let i3=0; i3<len3; i3++){
let data21 = data20[i3];
if(typeof data21 === "string"){
if(!pattern38.test(data21)){
const err30 = {instancePath:instancePath+"/grants/publish/" + i3,schemaPath:"#/definitions/grants/properties/publish/items/pattern",keyword:"pattern",params:{pattern: "^(\\d{1,3}\\.){3}\\d{1,3}:\\d{1,5}(-\\d{1,5})?$"},message:"must match pattern \""+"^(\\d{1,3}\\.){3}\\d{1,3}:\\d{1,5}(-\\d{1,5})?$"+"\"",schema:"^(\\d{1,3}\\.){3}\\d{1,3}:\\d{1,5}(-\\d{1,5})?$",parentSchema:schema44.properties.publish.items,data:data21};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/grants/publish/" + i3,schemaPath:"#/definitions/grants/properties/publish/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.publish.items.type,parentSchema:schema44.properties.publish.items,data:data21};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/grants/publish",schemaPath:"#/definitions/grants/properties/publish/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.publish.type,parentSchema:schema44.properties.publish,data:data20};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data17.mounts !== undefined){
let data22 = data17.mounts;
if(Array.isArray(data22)){
if(data22.length > 200){
const err33 = {instancePath:instancePath+"/grants/mounts",schemaPath:"#/definitions/grants/properties/mounts/maxItems",keyword:"maxItems",params:{limit: 200},message:"must NOT have more than 200 items",schema:200,parentSchema:schema44.properties.mounts,data:data22};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
const len4 = data22.length;
for(let i4=0; i4<len4; i4++){
let data23 = data22[i4];
if(typeof data23 === "string"){
if(func5(data23) > 400){
const err34 = {instancePath:instancePath+"/grants/mounts/" + i4,schemaPath:"#/definitions/grants/properties/mounts/items/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema44.properties.mounts.items,data:data23};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(!pattern39.test(data23)){
const err35 = {instancePath:instancePath+"/grants/mounts/" + i4,schemaPath:"#/definitions/grants/properties/mounts/items/pattern",keyword:"pattern",params:{pattern: "^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|:|$))[A-Za-z0-9._/@+~=-]+(:ro)?$"},message:"must match pattern \""+"^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|:|$))[A-Za-z0-9._/@+~=-]+(:ro)?$"+"\"",schema:"^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|:|$))[A-Za-z0-9._/@+~=-]+(:ro)?$",parentSchema:schema44.properties.mounts.items,data:data23};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/grants/mounts/" + i4,schemaPath:"#/definitions/grants/properties/mounts/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.mounts.items.type,parentSchema:schema44.properties.mounts.items,data:data23};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/grants/mounts",schemaPath:"#/definitions/grants/properties/mounts/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.mounts.type,parentSchema:schema44.properties.mounts,data:data22};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data17.backups !== undefined){
let data24 = data17.backups;
if(Array.isArray(data24)){
if(data24.length > 50){
const err38 = {instancePath:instancePath+"/grants/backups",schemaPath:"#/definitions/grants/properties/backups/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items",schema:50,parentSchema:schema44.properties.backups,data:data24};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
const len5 = data24.length;
for(let i5=0; i5<len5; i5++){
let data25 = data24[i5];
if(typeof data25 === "string"){
if(func5(data25) > 400){
const err39 = {instancePath:instancePath+"/grants/backups/" + i5,schemaPath:"#/definitions/grants/properties/backups/items/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters",schema:400,parentSchema:schema44.properties.backups.items,data:data25};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(!pattern40.test(data25)){
const err40 = {instancePath:instancePath+"/grants/backups/" + i5,schemaPath:"#/definitions/grants/properties/backups/items/pattern",keyword:"pattern",params:{pattern: "^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|$))[A-Za-z0-9._/@+~=-]+$"},message:"must match pattern \""+"^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|$))[A-Za-z0-9._/@+~=-]+$"+"\"",schema:"^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|$))[A-Za-z0-9._/@+~=-]+$",parentSchema:schema44.properties.backups.items,data:data25};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/grants/backups/" + i5,schemaPath:"#/definitions/grants/properties/backups/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.backups.items.type,parentSchema:schema44.properties.backups.items,data:data25};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/grants/backups",schemaPath:"#/definitions/grants/properties/backups/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.backups.type,parentSchema:schema44.properties.backups,data:data24};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data17.storages !== undefined){
let data26 = data17.storages;
if(Array.isArray(data26)){
if(data26.length > 50){
const err43 = {instancePath:instancePath+"/grants/storages",schemaPath:"#/definitions/grants/properties/storages/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items",schema:50,parentSchema:schema44.properties.storages,data:data26};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
const len6 = data26.length;
for(let i6=0; i6<len6; i6++){
let data27 = data26[i6];
if(typeof data27 === "string"){
if(func5(data27) > 300){
const err44 = {instancePath:instancePath+"/grants/storages/" + i6,schemaPath:"#/definitions/grants/properties/storages/items/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters",schema:300,parentSchema:schema44.properties.storages.items,data:data27};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(!pattern41.test(data27)){
const err45 = {instancePath:instancePath+"/grants/storages/" + i6,schemaPath:"#/definitions/grants/properties/storages/items/pattern",keyword:"pattern",params:{pattern: "^https?://[^/\\s]+$"},message:"must match pattern \""+"^https?://[^/\\s]+$"+"\"",schema:"^https?://[^/\\s]+$",parentSchema:schema44.properties.storages.items,data:data27};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/grants/storages/" + i6,schemaPath:"#/definitions/grants/properties/storages/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.storages.items.type,parentSchema:schema44.properties.storages.items,data:data27};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/grants/storages",schemaPath:"#/definitions/grants/properties/storages/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.storages.type,parentSchema:schema44.properties.storages,data:data26};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data17.repositories !== undefined){
let data28 = data17.repositories;
if(Array.isArray(data28)){
if(data28.length > 100){
const err48 = {instancePath:instancePath+"/grants/repositories",schemaPath:"#/definitions/grants/properties/repositories/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema44.properties.repositories,data:data28};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
const len7 = data28.length;
for(let i7=0; i7<len7; i7++){
let data29 = data28[i7];
if(typeof data29 === "string"){
if(!pattern42.test(data29)){
const err49 = {instancePath:instancePath+"/grants/repositories/" + i7,schemaPath:"#/definitions/grants/properties/repositories/items/pattern",keyword:"pattern",params:{pattern: "^file:///[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^file:///[^\\u0000-\\u001f]*$"+"\"",schema:"^file:///[^\\u0000-\\u001f]*$",parentSchema:schema44.properties.repositories.items,data:data29};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/grants/repositories/" + i7,schemaPath:"#/definitions/grants/properties/repositories/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.repositories.items.type,parentSchema:schema44.properties.repositories.items,data:data29};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/grants/repositories",schemaPath:"#/definitions/grants/properties/repositories/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.repositories.type,parentSchema:schema44.properties.repositories,data:data28};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
else {
const err52 = {instancePath:instancePath+"/grants",schemaPath:"#/definitions/grants/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema44.type,parentSchema:schema44,data:data17};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data.drift !== undefined){
let data30 = data.drift;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
for(const key6 in data30){
if(!(key6 === "interval")){
const err53 = {instancePath:instancePath+"/drift",schemaPath:"#/properties/drift/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.drift,data:data30};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data30.interval !== undefined){
let data31 = data30.interval;
if(typeof data31 === "string"){
if(!pattern6.test(data31)){
const err54 = {instancePath:instancePath+"/drift/interval",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]{1,6}(ms|s|m|h)$"+"\"",schema:"^[0-9]{1,6}(ms|s|m|h)$",parentSchema:schema15,data:data31};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
else {
const err55 = {instancePath:instancePath+"/drift/interval",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.type,parentSchema:schema15,data:data31};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
else {
const err56 = {instancePath:instancePath+"/drift",schemaPath:"#/properties/drift/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.drift.type,parentSchema:schema11.properties.drift,data:data30};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data.log !== undefined){
let data32 = data.log;
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
for(const key7 in data32){
if(!(key7 === "level")){
const err57 = {instancePath:instancePath+"/log",schemaPath:"#/properties/log/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.log,data:data32};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data32.level !== undefined){
let data33 = data32.level;
if(!((((data33 === "error") || (data33 === "warn")) || (data33 === "info")) || (data33 === "debug"))){
const err58 = {instancePath:instancePath+"/log/level",schemaPath:"#/properties/log/properties/level/enum",keyword:"enum",params:{allowedValues: schema11.properties.log.properties.level.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.log.properties.level.enum,parentSchema:schema11.properties.log.properties.level,data:data33};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
else {
const err59 = {instancePath:instancePath+"/log",schemaPath:"#/properties/log/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.log.type,parentSchema:schema11.properties.log,data:data32};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
else {
const err60 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}
